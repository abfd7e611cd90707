import CZstd

/// Folds bytes (zstd, RFC 8878) again and again, in memory that it keeps.
package final class BytesFolder {
    /// Nil where there was no memory for it: then nothing is folded.
    private let context = ZSTD_createCCtx()
    private let level: Int32
    private var room: [UInt8] = []

    /// `level` is zstd's: those below zero are quicker than the ordinary ones and leave more.
    package init(level: Int32) { self.level = level }

    deinit { ZSTD_freeCCtx(context) }

    /// Nil when it would save nothing, or cannot be done.
    package func fold(_ bytes: [UInt8]) -> [UInt8]? {
        let most = ZSTD_compressBound(bytes.count)
        if room.count < most { room = [UInt8](repeating: 0, count: most) }
        let count = room.withUnsafeMutableBytes {
            ZSTD_compressCCtx(context, $0.baseAddress, $0.count, bytes, bytes.count, level)
        }
        guard ZSTD_isError(count) == 0, count < bytes.count else { return nil }
        defer { if room.count > Self.roomKept { room = [] } }
        return Array(room[..<count])
    }

    /// Bytes of memory that are not given back between two times.
    private static let roomKept = 1 << 22

    /// Nil for what is no whole frame, says that it has more than `limit` bytes, or does not say how many.
    package static func unfold(_ folded: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        folded.withUnsafeBytes { frame in
            let size = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
            guard size <= UInt64(limit) else { return nil }
            let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { room, used in
                let code = ZSTD_decompress(
                    room.baseAddress, Int(size), frame.baseAddress, frame.count)
                used = ZSTD_isError(code) == 0 ? code : 0
            }
            return bytes.count == Int(size) ? bytes : nil
        }
    }
}
