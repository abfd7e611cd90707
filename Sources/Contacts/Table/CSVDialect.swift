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
    init(of window: inout ByteWindow) throws(Unreadable) {
        _ = window.index(from: 3) { _ in true }
        if Self.looksLikeUTF16(window.bytes) { throw .utf16 }
        let afterMark = window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if Self.isBlank(&window, from: afterMark) { throw .empty }
        let first = Self.line(of: &window, from: afterMark)
        if let declared = Self.declaredSeparator(window.bytes[first]) {
            delimiter = declared
            start = min(
                first.upperBound + Self.lengthOfBreak(in: &window, at: first.upperBound),
                window.bytes.count)
            if Self.isBlank(&window, from: start) { throw .empty }
        } else {
            delimiter = Self.commonest(in: window.bytes[first])
            start = afterMark
        }
    }

    private static func isBlank(_ window: inout ByteWindow, from start: Int) -> Bool {
        window.index(from: start) { $0 > 0x20 } == nil
    }

    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        return bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
    }

    private static func line(of window: inout ByteWindow, from start: Int) -> Range<Int> {
        let end = window.index(from: start) { $0 == 0x0A || $0 == 0x0D }
        return start..<(end ?? window.bytes.count)
    }

    private static func lengthOfBreak(in window: inout ByteWindow, at end: Int) -> Int {
        _ = window.index(from: end + 1) { _ in true }
        return window.bytes[end...].starts(with: [0x0D, 0x0A]) ? 2 : 1
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
