import ConvokeCore

/// Writes bytes into memory that was set aside for them: a message is written once, from front to back,
/// into one array that never grows.
struct ByteWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// An array of what `write` puts, which is at most `capacity` bytes.
    static func array(capacity: Int, _ write: (inout ByteWriter) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var writer = ByteWriter(buffer: buffer)
            write(&writer)
            count = writer.count
        }
    }

    /// Too small a capacity is a fault of the program; it ends here, before memory is harmed.
    mutating func put(_ byte: UInt8) {
        precondition(count < buffer.count)
        buffer[count] = byte
        count += 1
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
        precondition(count + bytes.count <= buffer.count)
        (target + count).initialize(from: source, count: bytes.count)
        count += bytes.count
    }

    mutating func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { put($0) }
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ text: String) {
        text.withBytes { put($0) }
    }

    /// `%41`, `=41`: two digits, upper case.
    mutating func putHexadecimal(_ byte: UInt8) {
        putDigit(byte >> 4)
        putDigit(byte & 15)
    }

    private mutating func putDigit(_ digit: UInt8) {
        put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
}
