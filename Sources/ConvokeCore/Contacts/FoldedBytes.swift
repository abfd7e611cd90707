import CZstd

/// Bytes that are compressed until somebody needs them.
struct FoldedBytes: Sendable {
    private let folded: [UInt8]
    private let count: Int

    /// Nil when it would save nothing, or cannot be done.
    init?(_ bytes: [UInt8]) {
        let most = ZSTD_compressBound(bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: most) { room, used in
            let code = ZSTD_compress(room.baseAddress, most, bytes, bytes.count, Self.level)
            used = ZSTD_isError(code) == 0 ? code : 0
        }
        if packed.isEmpty || packed.count >= bytes.count { return nil }
        count = bytes.count
        // A copy has no room to grow left.
        folded = packed.withUnsafeBufferPointer { [UInt8]($0) }
    }

    var unfolded: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, used in
            let code = ZSTD_decompress(bytes.baseAddress, bytes.count, folded, folded.count)
            // Only broken memory could be the reason: better no letter than one to a nameless person.
            precondition(code == count)
            used = count
        }
    }

    /// The quickest of the ordinary ones: it leaves an eighth of a contact's bytes, and higher ones
    /// little less.
    private static let level: Int32 = 1
}
