extension String {
    /// The text's UTF-8 where it lies, without a copy where that is possible. Going through a text byte
    /// by byte costs several times as much as going through memory.
    @inlinable @inline(__always)
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }
}

extension [UInt8] {
    /// A text as it is, at the end.
    @inlinable @inline(__always)
    package mutating func append(_ text: String) {
        text.withBytes { append(contentsOf: $0) }
    }
}
