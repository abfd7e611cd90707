extension String {
    /// A line that a server sent, without its end, as text that cannot steer a terminal.
    init(printableLine bytes: UnsafeBufferPointer<UInt8>) {
        var line = bytes[...]
        while let last = line.last, last == 0x0D || last == 0x0A { line = line.dropLast() }
        let text = String(decoding: line, as: UTF8.self)
        self.init(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
                }))
    }
}
