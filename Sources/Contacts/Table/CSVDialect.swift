/// How a spreadsheet program wrote a file: what separates its cells, and where its header begins.
struct CSVDialect: Equatable {
    let delimiter: UInt8
    /// Offset of the header's first byte, after a byte order mark and Excel's `sep=;` line.
    let start: Int

    /// Why the bytes cannot be read as a table at all.
    enum Unreadable: Error {
        case empty, utf16
    }

    /// Recognised by the header alone: the separator that stands in it most often outside quotes.
    init(of bytes: [UInt8]) throws(Unreadable) {
        if Self.looksLikeUTF16(bytes) { throw .utf16 }
        let afterMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if bytes[afterMark...].allSatisfy({ $0 <= 0x20 }) { throw .empty }
        let first = Self.line(of: bytes, from: afterMark)
        if let declared = Self.declaredSeparator(bytes[first]) {
            delimiter = declared
            start = min(
                first.upperBound + Self.lengthOfBreak(in: bytes, at: first.upperBound), bytes.count)
            if bytes[start...].allSatisfy({ $0 <= 0x20 }) { throw .empty }
        } else {
            delimiter = Self.commonest(in: bytes[first])
            start = afterMark
        }
    }

    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        return bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
    }

    private static func line(of bytes: [UInt8], from start: Int) -> Range<Int> {
        let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        return start..<end
    }

    private static func lengthOfBreak(in bytes: [UInt8], at end: Int) -> Int {
        bytes[end...].starts(with: [0x0D, 0x0A]) ? 2 : 1
    }

    private static func declaredSeparator(_ line: ArraySlice<UInt8>) -> UInt8? {
        let plain = line.filter { $0 != UInt8(ascii: "\"") }
        guard plain.count == 5, plain.starts(with: Array("sep=".utf8)) else { return nil }
        return plain.last
    }

    private static func commonest(in header: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in header {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let most = separators.map { counts[$0] ?? 0 }.max() ?? 0
        return separators.first { (counts[$0] ?? 0) == most } ?? UInt8(ascii: ",")
    }
}
