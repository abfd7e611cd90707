/// The line ends of a text, whatever system wrote it.
enum LineEnds {
    /// A mail whose lines end in nothing but CR, with LF for it.
    static func withFeeds(_ octets: Octets) -> Octets {
        guard octets.place(of: .lineFeed, from: octets.startIndex) == nil,
            octets.place(of: .carriageReturn, from: octets.startIndex) != nil
        else { return octets }
        return octets.map { $0 == .carriageReturn ? .lineFeed : $0 }[...]
    }

    /// Lines end in LF; NULs are left out.
    static func clean(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == .carriageReturn || $0 == 0 }) else { return text }
        var octets: [UInt8] = []
        octets.reserveCapacity(text.utf8.count)
        var returns = false
        for octet in text.utf8 {
            switch octet {
            case .carriageReturn: returns = true
            case 0: break
            default:
                if returns, octet != .lineFeed { octets.append(.lineFeed) }
                returns = false
                octets.append(octet)
            }
        }
        if returns { octets.append(.lineFeed) }
        return String(decoding: octets, as: UTF8.self)
    }
}
