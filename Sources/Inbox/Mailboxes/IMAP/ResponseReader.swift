/// Makes responses of bytes as they come in (RFC 3501 section 7), keeping of literals no more than it
/// is told.
///
/// A literal is counted, never looked into: what looks like a reply inside a message is a message.
struct ResponseReader {
    enum Fault: Error, Hashable {
        /// More text than any response of those that we ask for needs.
        case tooLong
        /// A literal that no mail is as long as.
        case hugeLiteral
    }

    /// Enough for the numbers of ``IMAPMailbox/window`` messages.
    static let longestText = 256 * 1024
    static let mostLiterals = 64
    /// A tebibyte.
    static let longestLiteral = 1 << 40

    /// How many octets of a response's literals are kept together.
    var keep = 0

    private var bytes: [UInt8] = []
    /// Where the line that is not yet complete begins.
    private var start = 0
    /// Up to where no line's end was found.
    private var scanned = 0
    private var pieces: [IMAPResponse.Piece] = []
    private var textSize = 0
    private var literal: Literal?
    private var kept = 0

    private var room: Int { max(0, keep - kept) }

    private struct Literal {
        let size: Int
        var left: Int
        var octets: [UInt8]
    }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            (start, scanned) = (0, 0)
        }
        bytes.append(contentsOf: more)
    }

    /// The next complete response; nil when more bytes are needed.
    mutating func next() throws(Fault) -> IMAPResponse? {
        while true {
            if literal != nil {
                guard finishLiteral() else { return nil }
                guard pieces.count < Self.mostLiterals * 2 else { throw .tooLong }
            }
            guard let line = try nextLine() else { return nil }
            pieces.append(.text(Array(bytes[line])))
            guard let size = Self.literalSize(at: bytes[line]), takesLiterals else {
                return finish()
            }
            try begin(size)
        }
    }

    /// The range of the next line without its end.
    private mutating func nextLine() throws(Fault) -> Range<Int>? {
        guard let end = bytes[scanned...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = bytes.count
            guard textSize + bytes.count - start <= Self.longestText else { throw .tooLong }
            return nil
        }
        let isCRLF = end > start && bytes[end - 1] == UInt8(ascii: "\r")
        let line = start..<(isCRLF ? end - 1 : end)
        (start, scanned) = (end + 1, end + 1)
        textSize += line.count
        guard textSize <= Self.longestText else { throw .tooLong }
        return line
    }

    private mutating func begin(_ size: Int) throws(Fault) {
        guard size <= Self.longestLiteral else { throw .hugeLiteral }
        var octets: [UInt8] = []
        octets.reserveCapacity(min(size, room))
        literal = Literal(size: size, left: size, octets: octets)
    }

    /// Moves what is there of the literal; true at its end.
    private mutating func finishLiteral() -> Bool {
        guard var current = literal.take() else { return true }
        let count = min(current.left, bytes.count - start)
        let wanted = min(count, room)
        current.octets.append(contentsOf: bytes[start..<(start + wanted)])
        kept += wanted
        current.left -= count
        start += count
        scanned = start
        guard current.left == 0 else {
            literal = current
            return false
        }
        pieces.append(.literal(current.octets, size: current.size))
        return true
    }

    private mutating func finish() -> IMAPResponse {
        defer {
            pieces = []
            (textSize, kept) = (0, 0)
        }
        return IMAPResponse(pieces: pieces)
    }

    /// Whether the response may hold literals: a status is followed by words for people, which may
    /// end as they like.
    private var takesLiterals: Bool {
        let response = IMAPResponse(pieces: Array(pieces.prefix(1)))
        return response.tag == "*" && response.status == nil
    }

    /// The number in `{23}` or `{23+}` at the line's end; nil if there is none.
    private static func literalSize(at line: ArraySlice<UInt8>) -> Int? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var digits = line.dropLast().suffix(32)
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard let open = digits.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        let number = digits[(open + 1)...]
        guard !number.isEmpty, number.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: number, as: UTF8.self)) ?? .max
    }
}
