/// Base64 (RFC 2045 section 6.8).
extension ByteWriter {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    mutating func putBase64(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let first = UInt32(bytes[index]) << 16
            let second = left > 1 ? UInt32(bytes[index + 1]) << 8 : 0
            let third = left > 2 ? UInt32(bytes[index + 2]) : 0
            let group = first | second | third
            putSextet(group >> 18)
            putSextet(group >> 12)
            if left > 1 { putSextet(group >> 6) } else { put(UInt8(ascii: "=")) }
            if left > 2 { putSextet(group) } else { put(UInt8(ascii: "=")) }
            index += 3
        }
    }

    /// In lines of 76 characters, each ended.
    mutating func putBase64Lines(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            putBase64(UnsafeBufferPointer(rebasing: bytes[start..<end]))
            put("\r\n")
            start = end
        }
    }

    static func capacity(ofBase64Lines count: Int) -> Int { (count / 57 + 1) * 78 }

    @inline(__always)
    private mutating func putSextet(_ bits: UInt32) {
        put(Self.alphabet.utf8Start[Int(bits & 63)])
    }
}
