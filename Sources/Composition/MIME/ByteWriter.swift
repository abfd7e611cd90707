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

    /// What was written before, once more.
    mutating func putAgain(_ range: Range<Int>) {
        precondition(range.upperBound <= count)
        put(UnsafeBufferPointer(rebasing: buffer[range]))
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ text: String) {
        text.withBytes { put($0) }
    }

    /// `=41`, in one go: most of what is written for a text beyond ASCII.
    @inline(__always)
    mutating func putEncoded(_ byte: UInt8) {
        precondition(count + 3 <= buffer.count)
        buffer[count] = UInt8(ascii: "=")
        buffer[count + 1] = Self.digit(byte >> 4)
        buffer[count + 2] = Self.digit(byte & 15)
        count += 3
    }

    /// `%41`: two digits, upper case.
    mutating func putHexadecimal(_ byte: UInt8) {
        put(Self.digit(byte >> 4))
        put(Self.digit(byte & 15))
    }

    @inline(__always)
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "A") &+ value &- 10
    }
}
