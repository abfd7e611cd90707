import NIOCore

/// Cuts the stream of bytes into command lines, and never holds more than one line's limit.
struct CommandLines: Sendable {
    enum Line: Equatable, Sendable {
        /// A line without its CR LF.
        case text([UInt8])
        /// A line that ends in a bare LF (RFC 5321 section 2.3.8 forbids it).
        case bareLineFeed
        /// A line above the limit; it has been skipped to its end.
        case tooLong
        /// So many bytes without an end of line that the peer cannot mean well.
        case endless
    }

    /// RFC 5321 section 4.5.3.1.4 allows 512; DSN, SIZE and the others extend it.
    static let limit = 2048
    /// The limit of a line in an AUTH exchange (RFC 4954 section 4).
    static let loginLimit = 12_288
    /// After so many bytes a line is taken to have no end.
    static let endlessLimit = 65_536

    /// What has come and was not read.
    var unread = ByteBuffer()
    private var skipped = 0

    /// Takes what has come.
    mutating func append(_ bytes: consuming ByteBuffer) {
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.discardReadBytes()
            unread.writeBuffer(&bytes)
        }
    }

    /// The next line; nil when more bytes are needed.
    mutating func next(limit: Int = CommandLines.limit) -> Line? {
        let view = unread.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            return keepUnfinished(limit: limit)
        }
        let line = view[view.startIndex..<end]
        let isTooLong = skipped + line.count + 1 > limit
        let result: Line
        if isTooLong {
            result = .tooLong
        } else if line.last == UInt8(ascii: "\r") {
            result = .text(Array(line.dropLast()))
        } else {
            result = .bareLineFeed
        }
        skipped = 0
        unread.moveReaderIndex(forwardBy: line.count + 1)
        return result
    }

    /// An unfinished line above the limit is thrown away as it comes.
    private mutating func keepUnfinished(limit: Int) -> Line? {
        guard skipped > 0 || unread.readableBytes > limit else { return nil }
        skipped += unread.readableBytes
        unread.clear()
        return skipped > Self.endlessLimit ? .endless : nil
    }
}
