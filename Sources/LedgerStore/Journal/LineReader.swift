/// Reads the lines of one row of the journal. They come from a file that anybody may have changed: what
/// does not make sense is a `JournalFault`.
struct LineReader {
    private let bytes: [UInt8]
    private var position = 0
    /// Of the rows before too: only a line of the kind `layout` changes it.
    private(set) var tables: [JournalTable]
    /// The last value of each column, by table.
    private var last: [[JournalValue?]]

    /// `stored` are the lines as they stand in the journal.
    init(_ stored: [UInt8], tables: [JournalTable]) throws(JournalFault) {
        bytes = try FoldedLines.lines(stored)
        self.tables = tables
        last = Self.nothing(tables)
    }

    /// Nil at the end.
    mutating func next() throws(JournalFault) -> JournalLine? {
        if position == bytes.count { return nil }
        let head = try number()
        switch JournalLine.Kind(rawValue: head % 8) {
        case .layout:
            tables = try layout()
            last = Self.nothing(tables)
            return .layout(tables)
        case .state: return .state(table: try table(head), try row(head / 8))
        case .insert: return .insert(table: try table(head), try row(head / 8))
        case .update:
            return .update(table: try table(head), key: try key(head / 8), try changes(head / 8))
        case .delete: return .delete(table: try table(head), key: try key(head / 8))
        case .content: return try content()
        case .folded, nil: throw JournalFault(position)
        }
    }

    private static func nothing(_ tables: [JournalTable]) -> [[JournalValue?]] {
        tables.map { Array(repeating: nil, count: $0.columns.count) }
    }

    // MARK: - Lines

    private func table(_ head: Int) throws(JournalFault) -> Int {
        guard tables.indices.contains(head / 8) else { throw JournalFault(position) }
        return head / 8
    }

    private mutating func row(_ table: Int) throws(JournalFault) -> [JournalValue] {
        var values: [JournalValue] = []
        values.reserveCapacity(tables[table].columns.count)
        for column in tables[table].columns.indices { values.append(try value(table, column)) }
        return values
    }

    private mutating func key(_ table: Int) throws(JournalFault) -> [JournalValue] {
        var values: [JournalValue] = []
        for column in tables[table].key { values.append(try value(table, column)) }
        return values
    }

    private mutating func changes(_ table: Int) throws(JournalFault) -> [Int: JournalValue] {
        var values: [Int: JournalValue] = [:]
        for _ in 0..<(try count()) {
            let column = try number()
            guard tables[table].columns.indices.contains(column) else {
                throw JournalFault(position)
            }
            values[column] = try value(table, column)
        }
        return values
    }

    private mutating func content() throws(JournalFault) -> JournalLine {
        let mould = try number()
        return .content(mould: mould == 0 ? nil : Int64(mould), pieces: Array(try octets()))
    }

    private mutating func layout() throws(JournalFault) -> [JournalTable] {
        var tables: [JournalTable] = []
        for _ in 0..<(try count()) {
            let name = try name()
            let isNumbered = try number() == 1
            var columns: [String] = []
            for _ in 0..<(try count()) { columns.append(try self.name()) }
            var key: [Int] = []
            for _ in 0..<(try count()) {
                let place = try number()
                guard columns.indices.contains(place) else { throw JournalFault(position) }
                key.append(place)
            }
            tables.append(
                JournalTable(name: name, columns: columns, key: key, isNumbered: isNumbered))
        }
        return tables
    }

    // MARK: - Values

    private mutating func value(
        _ table: Int, _ column: Int
    ) throws(JournalFault) -> JournalValue {
        let value: JournalValue
        switch JournalValue.Kind(rawValue: try byte()) {
        case .null: return .null
        case .integer: value = .integer(try signed())
        case .real: value = .real(try real())
        case .text: value = .text(Array(try octets()))
        case .blob: value = .blob(Array(try octets()))
        case .same:
            guard let before = last[table][column] else { throw JournalFault(position) }
            return before
        case nil: throw JournalFault(position)
        }
        last[table][column] = value
        return value
    }

    private mutating func name() throws(JournalFault) -> String {
        String(decoding: try octets(), as: UTF8.self)
    }

    private mutating func octets() throws(JournalFault) -> ArraySlice<UInt8> {
        let count = try count()
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func real() throws(JournalFault) -> Double {
        var pattern: UInt64 = 0
        for _ in 0..<8 { pattern = pattern << 8 | UInt64(try byte()) }
        return Double(bitPattern: pattern)
    }

    private mutating func signed() throws(JournalFault) -> Int64 {
        let bits = try unsigned()
        return Int64(bitPattern: bits >> 1) ^ -Int64(bits & 1)
    }

    /// How many bytes or things follow: each takes a byte at least.
    private mutating func count() throws(JournalFault) -> Int {
        let count = try number()
        guard count <= bytes.count - position else { throw JournalFault(position) }
        return count
    }

    private mutating func number() throws(JournalFault) -> Int {
        guard let number = Int(exactly: try unsigned()) else { throw JournalFault(position) }
        return number
    }

    private mutating func unsigned() throws(JournalFault) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw JournalFault(position)
    }

    private mutating func byte() throws(JournalFault) -> UInt8 {
        guard position < bytes.count else { throw JournalFault(position) }
        defer { position += 1 }
        return bytes[position]
    }
}

/// Lines that cannot be read.
struct JournalFault: Error, Hashable {
    /// Bytes before the place, of the lines unfolded; 0 when they cannot be unfolded.
    let position: Int

    init(_ position: Int) { self.position = position }
}
