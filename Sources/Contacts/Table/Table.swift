import ConvokeCore

/// One row of a table, by column.
struct TableRow<Name: Column> {
    let place: Place
    private let texts: [String?]
    private let header: Header<Name>

    init(place: Place, texts: [String?], header: Header<Name>) {
        self.place = place
        self.texts = texts
        self.header = header
    }

    /// The cell's text, trimmed and in NFC; empty where the file has none; nil where it was refused
    /// and a problem says so.
    subscript(column: Name) -> String? { texts[column.rawValue] }

    func place(of column: Name) -> Place { place.field(header.written[column.rawValue]) }

    /// Several values in a cell stand between `;` or `|`.
    func values(_ column: Name) -> [String] {
        guard let text = self[column], !text.isEmpty else { return [] }
        if !text.utf8.contains(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }) {
            return [text]
        }
        return text.split { $0 == ";" || $0 == "|" }.map { String($0).trimmed }
            .filter { !$0.isEmpty }
    }
}

/// A CSV file with a header, in any dialect that a spreadsheet program writes.
struct Table<Name: Column> {
    let file: String
    private var header: Header<Name>?
    private var hasSeenHeader = false
    private var damagedRows: [Int] = []
    private var hasLostRows = false

    /// What a file came to.
    struct Reading {
        /// Nil when there is none that can be used.
        let header: Header<Name>?
        /// Whether rows could not be read at all, so that nobody knows what they name.
        let hasLostRows: Bool
    }

    /// Longer than any name or address; a cell that is longer has swallowed something.
    static var longestCell: Int { 1_000 }

    private init(file: String) {
        self.file = file
    }

    /// Calls `visit` for every row below the header that is not empty; collects all problems.
    ///
    /// A row that does not fit the header is visited as far as it goes, and what else seems to be wrong
    /// with it is not told: its cells may stand in wrong columns. Left out, it would make everything
    /// that names it a problem too.
    @discardableResult
    static func read(
        _ bytes: [UInt8], file: String, into problems: inout [Problem],
        visit: (TableRow<Name>, inout [Problem]) -> Void
    ) -> Reading {
        read(ByteWindow(bytes), file: file, into: &problems, visit: visit)
    }

    @discardableResult
    static func read(
        _ window: ByteWindow, file: String, into problems: inout [Problem],
        visit: (TableRow<Name>, inout [Problem]) -> Void
    ) -> Reading {
        var table = Table(file: file)
        do throws(CSVDialect.Unreadable) {
            var reader = try CSVReader(window)
            reader.read(
                row: { table.take($0, &problems, visit) },
                fault: { table.fault(inRow: $0, &problems) })
        } catch {
            problems.append(.unreadable(error, at: Place(file)))
        }
        table.reportDamage(into: &problems)
        return Reading(header: table.header, hasLostRows: table.hasLostRows)
    }

    private mutating func take(
        _ row: CSVRow, _ problems: inout [Problem],
        _ visit: (TableRow<Name>, inout [Problem]) -> Void
    ) {
        if row.isDamaged { damagedRows.append(row.number) }
        let place = Place(file, row: row.number)
        if !hasSeenHeader {
            if row.isEmpty { return }
            hasSeenHeader = true
            header = Header(row.cells, at: place, into: &problems)
        } else if let header, !row.isEmpty {
            if isWhole(row, header, &problems) {
                visit(tableRow(row, header, &problems), &problems)
            } else {
                var untold: [Problem] = []
                visit(tableRow(row, header, &untold), &untold)
            }
        }
    }

    private mutating func fault(inRow number: Int, _ problems: inout [Problem]) {
        hasSeenHeader = true
        hasLostRows = true
        problems.append(.wrongQuotes(at: Place(file, row: number)))
    }

    /// Empty cells beyond the header are what Excel leaves behind; anything else is ragged.
    private func isWhole(
        _ row: CSVRow, _ header: Header<Name>, _ problems: inout [Problem]
    ) -> Bool {
        let surplus = row.cells.dropFirst(header.width).contains { !$0.trimmed.isEmpty }
        if row.cells.count >= header.width, !surplus { return true }
        problems.append(
            .ragged(row.cells.count, of: header.width, at: Place(file, row: row.number)))
        return false
    }

    private func tableRow(
        _ row: CSVRow, _ header: Header<Name>, _ problems: inout [Problem]
    ) -> TableRow<Name> {
        let place = Place(file, row: row.number)
        let texts = header.positions.enumerated().map { column, position -> String? in
            guard let position, position < row.cells.count else { return "" }
            do throws(CellFlaw) {
                return try Self.clean(row.cells[position])
            } catch {
                let place = place.field(header.written[column])
                problems.append(.refusedCell(error, row.cells[position], at: place))
                return nil
            }
        }
        return TableRow(place: place, texts: texts, header: header)
    }

    private static func clean(_ cell: String) throws(CellFlaw) -> String {
        if cell.isEmpty { return cell }
        if cell.utf8.count > longestCell, cell.count > longestCell { throw .tooLong }
        do throws(ForbiddenCharacter) {
            return try CleanText.checked(cell).trimmed
        } catch {
            throw .forbidden(error)
        }
    }

    /// One problem for the file: the way out is to save it anew, not to mend it cell by cell.
    private func reportDamage(into problems: inout [Problem]) {
        guard let first = damagedRows.first else { return }
        problems.append(.notUTF8(rows: damagedRows.count, at: Place(file, row: first)))
    }
}

/// Why a cell is refused whatever its column.
enum CellFlaw: Error {
    case forbidden(ForbiddenCharacter)
    case tooLong
}

extension CSVRow {
    /// What a spreadsheet leaves below the last row.
    var isEmpty: Bool { cells.allSatisfy { $0.trimmed.isEmpty } }
}

extension String {
    /// Without white space at its ends, the no-break space among it.
    var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last,
            first.isSpace || last.isSpace
        else { return self }
        let start = drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}

extension Unicode.Scalar {
    /// Nearly every cell begins and ends in ASCII, where the property need not be looked up.
    fileprivate var isSpace: Bool {
        value < 0x80 ? value <= 0x20 : properties.isWhitespace
    }
}
