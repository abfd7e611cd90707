import CCSV
import Glibc

/// A row as it stands in the file.
struct CSVRow {
    /// As a spreadsheet counts: the header is row 1, and a break inside a cell does not count.
    let number: Int
    var cells: [String] = []
    /// Whether some bytes of it are not UTF-8; they are replaced in `cells`.
    var isDamaged = false
}

/// Takes a file's bytes apart into rows, with libcsv in its strict mode (RFC 4180).
///
/// libcsv does not say where it is, so it is fed line by line: that gives the row numbers, and lets
/// reading go on in the next line after a row whose quotes are wrong.
struct CSVReader {
    private var window: ByteWindow
    private let dialect: CSVDialect
    private let rows = RowCollector()
    /// A row that is still open after so many bytes has lost its closing quote: eleven cells of the
    /// greatest length that is accepted are shorter.
    static let longestRow = 65_536

    init(_ window: ByteWindow) throws(CSVDialect.Unreadable) {
        self.window = window
        dialect = try CSVDialect(of: &self.window)
    }

    /// Calls `row` for every row, and `fault` with the number of a row whose quotes are wrong.
    mutating func read(row: (CSVRow) -> Void, fault: (Int) -> Void) {
        let terminator = lineTerminator()
        var offset: Int? = dialect.start
        while let start = offset, hasMore(from: start) {
            offset = pass(from: start, terminator, row)
            if offset != nil { fault(rows.abandonRow()) }
        }
    }

    private mutating func hasMore(from offset: Int) -> Bool {
        window.index(from: offset) { _ in true } != nil
    }

    /// Reads with one parser until the end or a fault; answers where to go on, nil after the end.
    private mutating func pass(
        from start: Int, _ terminator: UInt8, _ row: (CSVRow) -> Void
    ) -> Int? {
        var parser = csv_parser()
        csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
        csv_set_delim(&parser, dialect.delimiter)
        defer { csv_free(&parser) }
        let context = Unmanaged.passUnretained(rows).toOpaque()
        var offset = start
        var rowStart = start
        var nextLine = start
        while let end = endOfLine(from: &offset, terminator) {
            if !rows.isOpen { (rowStart, nextLine) = (offset, end) }
            rows.isOpen = true
            let length = end - offset
            let read = window.bytes.withUnsafeBytes { bytes in
                csv_parse(
                    &parser, bytes.baseAddress?.advanced(by: offset), length, onCell, onRow,
                    context)
            }
            rows.drain(row)
            if read < length || end - rowStart > Self.longestRow && rows.isOpen {
                return nextLine
            }
            offset = end
        }
        rows.isUnclosed = csv_fini(&parser, onCell, onRow, context) != 0
        rows.drain(row)
        return rows.isUnclosed ? nextLine : nil
    }

    /// Where the line that begins at `offset` ends; nil at the file's end. Between two rows what was
    /// read is given up, and `offset` moves with it.
    private mutating func endOfLine(from offset: inout Int, _ terminator: UInt8) -> Int? {
        if !rows.isOpen { offset -= window.drop(before: offset) }
        if let found = window.index(of: terminator, from: offset) { return found + 1 }
        return offset < window.bytes.count ? window.bytes.count : nil
    }

    /// LF, as in nearly every file; CR in one that has no LF at all.
    private mutating func lineTerminator() -> UInt8 {
        window.index(of: 0x0A, from: 0) == nil ? 0x0D : 0x0A
    }
}

/// What libcsv's callbacks fill. Lives for one reading, on one thread.
private final class RowCollector {
    var isOpen = false
    var isUnclosed = false
    private var current = CSVRow(number: 1)
    private var finished: [CSVRow] = []
    private var lastEnd: Int32 = 0

    func add(_ cell: UnsafeRawBufferPointer) {
        lastEnd = 0
        if let text = Self.text(cell) {
            current.cells.append(text)
        } else {
            current.cells.append(String(decoding: cell, as: UTF8.self))
            current.isDamaged = true
        }
    }

    /// Nil when some bytes are not UTF-8. Each of those would become U+FFFD, which begins with EF in UTF-8:
    /// where no EF stood and none comes, nothing was replaced. To validate by itself costs more.
    private static func text(_ cell: UnsafeRawBufferPointer) -> String? {
        if hasMark(cell) { return String(validating: cell, as: UTF8.self) }
        var text = String(decoding: cell, as: UTF8.self)
        return text.withUTF8 { hasMark(UnsafeRawBufferPointer($0)) } ? nil : text
    }

    private static func hasMark(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        return memchr(start, 0xEF, bytes.count) != nil
    }

    /// `terminator` is the byte that ended the row, or -1 at the end of the file.
    func end(_ terminator: Int32) {
        isOpen = false
        // The LF of a CR LF ends no second row.
        if lastEnd == 0x0D, terminator == 0x0A {
            lastEnd = 0
            return
        }
        lastEnd = terminator
        finished.append(current)
        current = CSVRow(number: current.number + 1)
        current.cells.reserveCapacity(11)
    }

    func drain(_ row: (CSVRow) -> Void) {
        for done in finished { row(done) }
        finished.removeAll(keepingCapacity: true)
    }

    /// Gives up the row that is open; answers its number.
    func abandonRow() -> Int {
        let number = current.number
        current = CSVRow(number: number + 1)
        (isOpen, isUnclosed, lastEnd) = (false, false, 0)
        return number
    }
}

private func onCell(
    _ text: UnsafeMutableRawPointer?, _ length: Int, _ context: UnsafeMutableRawPointer?
) {
    guard let context else { return }
    let rows = Unmanaged<RowCollector>.fromOpaque(context).takeUnretainedValue()
    rows.add(UnsafeRawBufferPointer(start: text, count: length))
}

private func onRow(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<RowCollector>.fromOpaque(context).takeUnretainedValue().end(terminator)
}
