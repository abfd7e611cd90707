import ConvokeCore

/// Makes replies of bytes as they come in (RFC 5321 section 4.2).
///
/// It is strict about what decides an outcome (codes) and lenient about the rest (a bare LF, no space
/// after the code).
struct ReplyReader {
    /// What came is no reply, or none that can be trusted.
    enum Fault: Error, Hashable {
        case notAReply(String)
        case mixedCodes
        case tooLong
    }

    /// Above this a reply is hostile.
    static let longest = 64 * 1024

    private var bytes: [UInt8] = []
    /// Where the line that is not yet complete begins.
    private var start = 0
    /// Up to where no line's end was found.
    private var scanned = 0
    private var code = 0
    private var lines: [String] = []
    private var size = 0

    /// Whether nothing is left, not even half a reply.
    var isEmpty: Bool { start == bytes.count && lines.isEmpty }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            (start, scanned) = (0, 0)
        }
        bytes.append(contentsOf: more)
    }

    /// The next complete reply; nil when more bytes are needed.
    mutating func next() throws(Fault) -> Reply? {
        while let end = bytes[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = start..<end
            (start, scanned) = (end + 1, end + 1)
            size += line.count
            guard size <= Self.longest else { throw .tooLong }
            if try take(line) { return finish() }
        }
        scanned = bytes.count
        guard size + bytes.count - start <= Self.longest else { throw .tooLong }
        return nil
    }

    /// Takes a line; true when it is the reply's last.
    private mutating func take(_ range: Range<Int>) throws(Fault) -> Bool {
        var line = range
        if let last = line.last, bytes[last] == UInt8(ascii: "\r") { line = line.dropLast() }
        guard let found = code(of: line) else { throw .notAReply(text(line.prefix(80))) }
        guard lines.isEmpty || found == code else { throw .mixedCodes }
        code = found
        let mark = line.dropFirst(3).first.map { bytes[$0] }
        guard mark == nil || mark == UInt8(ascii: " ") || mark == UInt8(ascii: "-") else {
            throw .notAReply(text(line.prefix(80)))
        }
        lines.append(text(line.dropFirst(4)))
        return mark != UInt8(ascii: "-")
    }

    private mutating func finish() -> Reply {
        defer {
            lines = []
            size = 0
        }
        return Reply(code: code, lines: lines)
    }

    /// 200 to 599, three digits.
    private func code(of line: Range<Int>) -> Int? {
        guard line.count >= 3 else { return nil }
        var code = 0
        for place in line.prefix(3) {
            guard (0x30...0x39).contains(bytes[place]) else { return nil }
            code = code * 10 + Int(bytes[place] - 0x30)
        }
        return (200..<600).contains(code) ? code : nil
    }

    /// The server's words, made safe for a terminal: control characters are replaced.
    private func text(_ range: Range<Int>) -> String {
        let text = bytes.withUnsafeBufferPointer { bytes in
            String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        }
        if text.withBytes({ $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }) { return text }
        let scalars = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
