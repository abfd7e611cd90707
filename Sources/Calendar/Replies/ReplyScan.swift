/// Looks over a stranger's calendar before libical sees it: libical reads nested components by
/// recursion when it frees them, has no limits of its own, and complains to the terminal about an end
/// without a beginning.
struct ReplyScan {
    private var depth = 0
    private var components = 0
    private var lines = 0

    /// The object line by line, unfolded, so that libical sees the lines that were looked over, and
    /// ended by NUL; nil when it is larger or deeper than any that a calendar writes.
    static func cleaned(_ bytes: some Collection<UInt8>) -> [CChar]? {
        guard bytes.count <= Limits.octets else { return nil }
        // A byte order mark would be part of the first name, and a NUL the end of the text.
        let text = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
            .filter { $0 != 0 }
        var scan = ReplyScan()
        var result: [CChar] = []
        result.reserveCapacity(text.count + 2)
        for line in unfolded(text) {
            guard scan.passes(line) else { return nil }
            result += line.lazy.map { CChar(bitPattern: $0) }
            result += [13, 10]
        }
        return result + [0]
    }

    /// RFC 5545 section 3.1; a bare CR or LF ends a line too.
    private static func unfolded(_ text: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for line in text.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
                // Nothing is continued by a continuation in the first line.
                if !lines.isEmpty { lines[lines.count - 1] += line.dropFirst() }
            } else {
                lines.append(Array(line))
            }
        }
        return lines
    }

    private mutating func passes(_ line: [UInt8]) -> Bool {
        lines += 1
        let name = line.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
        if Self.isKeyword("BEGIN", name) {
            depth += 1
            components += 1
            if name.count + 1 >= line.count { return false }
        } else if Self.isKeyword("END", name) {
            depth -= 1
        }
        let semicolons = line.prefix { $0 != UInt8(ascii: ":") }.count { $0 == UInt8(ascii: ";") }
        return lines <= Limits.lines && line.count <= Limits.line
            && (0...Limits.depth).contains(depth)
            && components <= Limits.components && semicolons <= Limits.parameters
    }

    private static func isKeyword(_ word: String, _ name: some Collection<UInt8>) -> Bool {
        name.count == word.utf8.count && name.elementsEqual(word.utf8) { $0 & 0xDF == $1 }
    }
}
