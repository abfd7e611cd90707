import Foundation
import GRDBSQLite

/// Writes lines of the journal into memory, straight from the values that SQLite hands over.
struct LineWriter {
    private(set) var bytes: [UInt8] = []
    private let tables: [JournalTable]
    /// The same of each table, as it is needed for every line.
    private let plans: [Plan]
    /// Where the last value of each column stands in `bytes`; its length is 0 when it has none yet.
    private var last: [(start: Int, count: Int)]
    /// The table that the last line was an update of, and the columns that it changed, a bit for each.
    private var lastUpdate: (table: Int, changed: UInt64)?

    private struct Plan {
        /// Where the table's columns begin in `last`.
        let first: Int
        let columns: Int
        let key: [Int]
    }

    init(_ tables: [JournalTable]) {
        self.tables = tables
        var total = 0
        plans = tables.map { table in
            defer { total += table.columns.count }
            return Plan(first: total, columns: table.columns.count, key: table.key)
        }
        last = Array(repeating: (0, 0), count: total)
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func removeAll() {
        if bytes.isEmpty { return }
        bytes.removeAll(keepingCapacity: bytes.capacity < Self.capacityKept)
        for index in last.indices { last[index] = (0, 0) }
        lastUpdate = nil
    }

    /// Bytes of memory that are not given back between two commits.
    private static let capacityKept = 1 << 22

    /// The values as SQLite hands them to a function.
    typealias Values = UnsafeMutablePointer<OpaquePointer?>

    /// The line that is about the layout, which is the first of its row.
    mutating func putLayout() {
        putNumber(JournalLine.Kind.layout.rawValue)
        putNumber(tables.count)
        for table in tables {
            putName(table.name)
            putNumber(table.isNumbered ? 1 : 0)
            putNumber(table.columns.count)
            table.columns.forEach { putName($0) }
            putNumber(table.key.count)
            table.key.forEach { putNumber($0) }
        }
    }

    /// A whole row: `state` or `insert`.
    mutating func putRow(_ kind: JournalLine.Kind, _ table: Int, _ values: Values) {
        let plan = plans[table]
        lastUpdate = nil
        putNumber(table * 8 + kind.rawValue)
        for place in 0..<plan.columns { put(values[place], plan.first + place) }
    }

    /// What is different; nothing when nothing is. `values` has the old and the new one of each column
    /// by turns.
    mutating func putUpdate(_ table: Int, _ values: Values) {
        let plan = plans[table]
        // A bit for each column: no table has more than 60, since a function takes 127 values at most.
        var changed: UInt64 = 0
        for place in 0..<plan.columns where !Self.isSame(values[2 * place], values[2 * place + 1]) {
            changed |= 1 << UInt64(place)
        }
        lastUpdate = (table, changed)
        if changed == 0 { return }
        putNumber(table * 8 + JournalLine.Kind.update.rawValue)
        for place in plan.key { put(values[2 * place], plan.first + place) }
        putNumber(changed.nonzeroBitCount)
        while changed != 0 {
            let place = changed.trailingZeroBitCount
            changed &= changed - 1
            putNumber(place)
            put(values[2 * place + 1], plan.first + place)
        }
    }

    /// Whether the last line is about this table and changed this column.
    func hasJustChanged(_ column: String, of table: String) -> Bool {
        guard let lastUpdate, tables[lastUpdate.table].name == table,
            let place = tables[lastUpdate.table].columns.firstIndex(of: column)
        else { return false }
        return lastUpdate.changed & (1 << UInt64(place)) != 0
    }

    mutating func putContent(mould: Int64?, _ pieces: [UInt8]) {
        lastUpdate = nil
        putNumber(JournalLine.Kind.content.rawValue)
        putNumber(Int(mould ?? 0))
        putNumber(pieces.count)
        bytes.append(contentsOf: pieces)
    }

    mutating func putDelete(_ table: Int, _ key: Values) {
        let plan = plans[table]
        lastUpdate = nil
        putNumber(table * 8 + JournalLine.Kind.delete.rawValue)
        for (index, place) in plan.key.enumerated() { put(key[index], plan.first + place) }
    }

    // MARK: - Values

    private mutating func put(_ value: OpaquePointer?, _ column: Int) {
        let start = bytes.count
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER:
            put(.integer)
            putSigned(sqlite3_value_int64(value))
        case SQLITE_FLOAT:
            put(.real)
            let pattern = sqlite3_value_double(value).bitPattern
            withUnsafeBytes(of: pattern.bigEndian) { bytes.append(contentsOf: $0) }
        case SQLITE_TEXT: return putBytes(.text, value, column)
        case SQLITE_BLOB: return putBytes(.blob, value, column)
        default: return put(.null)
        }
        shorten(from: start, column)
    }

    /// Most texts of rows that are entered together are the same in all of them: these are looked at
    /// before anything is written.
    private mutating func putBytes(
        _ kind: JournalValue.Kind, _ value: OpaquePointer?, _ column: Int
    ) {
        let octets = Self.octets(of: value)
        if isLast(octets, of: kind, column) { return put(.same) }
        let start = bytes.count
        put(kind)
        putNumber(octets.count)
        bytes.append(contentsOf: octets)
        last[column] = (start, bytes.count - start)
    }

    /// Whether the column had these octets in the line before. A length has one byte for every seven bits
    /// of it.
    private func isLast(
        _ octets: UnsafeRawBufferPointer, of kind: JournalValue.Kind, _ column: Int
    ) -> Bool {
        let before = last[column]
        let bits = Int.bitWidth - octets.count.leadingZeroBitCount
        let head = 1 + max(1, (bits + 6) / 7)
        guard before.count == head + octets.count, bytes[before.start] == kind.rawValue else {
            return false
        }
        guard let octets = octets.baseAddress else { return true }
        return bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return false }
            return memcmp(base + before.start + head, octets, before.count - head) == 0
        }
    }

    /// Writes `same` instead, where the column had this value in the line before.
    private mutating func shorten(from start: Int, _ column: Int) {
        let count = bytes.count - start
        let before = last[column]
        if before.count == count, isRepeated(before.start, start, count) {
            bytes.removeLast(count)
            put(.same)
        } else {
            last[column] = (start, count)
        }
    }

    private func isRepeated(_ before: Int, _ start: Int, _ count: Int) -> Bool {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return false }
            return memcmp(base + before, base + start, count) == 0
        }
    }

    private static func isSame(_ one: OpaquePointer?, _ other: OpaquePointer?) -> Bool {
        let kind = sqlite3_value_type(one)
        guard kind == sqlite3_value_type(other) else { return false }
        switch kind {
        case SQLITE_INTEGER: return sqlite3_value_int64(one) == sqlite3_value_int64(other)
        case SQLITE_FLOAT:
            return sqlite3_value_double(one).bitPattern == sqlite3_value_double(other).bitPattern
        case SQLITE_TEXT, SQLITE_BLOB:
            let (old, new) = (octets(of: one), octets(of: other))
            guard old.count == new.count else { return false }
            guard let oldBytes = old.baseAddress, let newBytes = new.baseAddress else {
                return true
            }
            return memcmp(oldBytes, newBytes, old.count) == 0
        default: return true
        }
    }

    private static func octets(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
        let start = sqlite3_value_blob(value)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }

    private mutating func put(_ kind: JournalValue.Kind) { bytes.append(kind.rawValue) }

    private mutating func putName(_ name: String) {
        putNumber(name.utf8.count)
        bytes.append(contentsOf: name.utf8)
    }

    private mutating func putNumber(_ number: Int) { putUnsigned(UInt64(number)) }

    /// The sign in the lowest bit, so that small negative numbers are short too.
    private mutating func putSigned(_ number: Int64) {
        putUnsigned(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    private mutating func putUnsigned(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
