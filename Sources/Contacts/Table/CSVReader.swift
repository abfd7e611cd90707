import CCSV

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
    let bytes: [UInt8]
    let dialect: CSVDialect
    /// A row that is still open after so many bytes has lost its closing quote: eleven cells of the
    /// greatest length that is accepted are shorter.
    static let longestRow = 65_536

    /// Calls `row` for every row, and `fault` with the number of a row whose quotes are wrong.
    func read(row: (CSVRow) -> Void, fault: (Int) -> Void) {
        let rows = RowCollector()
        let terminator = lineTerminator
        var offset = dialect.start
        while offset < bytes.count {
            offset = pass(from: offset, rows, terminator, row)
            if offset < bytes.count || rows.isUnclosed { fault(rows.abandonRow()) }
        }
    }

    /// Reads with one parser until the end or a fault; answers where to go on.
    private func pass(
        from start: Int, _ rows: RowCollector, _ terminator: UInt8, _ row: (CSVRow) -> Void
    ) -> Int {
        var parser = csv_parser()
        csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
        csv_set_delim(&parser, dialect.delimiter)
        defer { csv_free(&parser) }
        let context = Unmanaged.passUnretained(rows).toOpaque()
        return bytes.withUnsafeBytes { buffer in
            var offset = start
            var rowStart = start
            var nextLine = start
            while offset < buffer.count {
                let end = Self.endOfLine(buffer, from: offset, terminator)
                if !rows.isOpen { (rowStart, nextLine) = (offset, end) }
                rows.isOpen = true
                let length = end - offset
                let read = csv_parse(
                    &parser, buffer.baseAddress?.advanced(by: offset), length, onCell, onRow,
                    context)
                rows.drain(row)
                if read < length || end - rowStart > Self.longestRow && rows.isOpen {
                    return nextLine
                }
                offset = end
            }
            let isClosed = csv_fini(&parser, onCell, onRow, context) == 0
            rows.drain(row)
            rows.isUnclosed = !isClosed
            return isClosed ? offset : nextLine
        }
    }

    private static func endOfLine(
        _ buffer: UnsafeRawBufferPointer, from offset: Int, _ terminator: UInt8
    ) -> Int {
        let found = buffer[offset...].firstIndex(of: terminator)
        return found.map { $0 + 1 } ?? buffer.count
    }

    /// LF, as in nearly every file; CR in one that has no LF at all.
    private var lineTerminator: UInt8 {
        bytes.contains(0x0A) ? 0x0A : 0x0D
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
        if let text = String(validating: cell, as: UTF8.self) {
            current.cells.append(text)
        } else {
            current.cells.append(String(decoding: cell, as: UTF8.self))
            current.isDamaged = true
        }
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
