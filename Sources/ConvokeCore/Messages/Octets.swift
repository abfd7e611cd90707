/// Bytes that are written for a file and read again: numbers take seven bits a byte, the lowest first,
/// with the high bit on all but the last (LEB128).
package struct OctetWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func put(_ octets: some Sequence<UInt8>) { bytes.append(contentsOf: octets) }

    package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
}

/// Reads them. The bytes may come from anybody: each read is nil where they end too early.
package struct OctetReader {
    private let bytes: [UInt8]
    package private(set) var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var left: Int { bytes.count - position }

    package mutating func number() -> Int? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(exactly: number) }
        }
        return nil
    }

    /// How many things follow that take at least a byte each.
    package mutating func count() -> Int? {
        guard let count = number(), count <= left else { return nil }
        return count
    }

    package mutating func octets(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= left else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }
}
