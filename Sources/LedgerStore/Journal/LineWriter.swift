import Foundation
import GRDBSQLite

/// Writes lines of the journal into memory, straight from the values that SQLite hands over.
struct LineWriter {
    private(set) var bytes: [UInt8] = []
    private let tables: [JournalTable]
    /// The same of each table, as it is needed for every line.
    private let plans: [Plan]
    /// The last value of each column, by which a repeated one is known before it is written.
    private var last: [Last]

    private enum Last: Equatable {
        case none
        case integer(Int64)
        case real(UInt64)
        /// Where they stand in `bytes`.
        case octets(JournalValue.Kind, Range<Int>)
    }

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
        last = Array(repeating: .none, count: total)
    }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func removeAll() {
        if bytes.isEmpty { return }
        bytes.removeAll(keepingCapacity: bytes.capacity < Self.capacityKept)
        for index in last.indices { last[index] = .none }
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

    mutating func putContent(mould: Int64?, _ pieces: [UInt8]) {
        putNumber(JournalLine.Kind.content.rawValue)
        putNumber(Int(mould ?? 0))
        putNumber(pieces.count)
        bytes.append(contentsOf: pieces)
    }

    mutating func putDelete(_ table: Int, _ key: Values) {
        let plan = plans[table]
        putNumber(table * 8 + JournalLine.Kind.delete.rawValue)
        for (index, place) in plan.key.enumerated() { put(key[index], plan.first + place) }
    }

    // MARK: - Values

    private mutating func put(_ value: OpaquePointer?, _ column: Int) {
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER: putInteger(sqlite3_value_int64(value), column)
        case SQLITE_FLOAT: putReal(sqlite3_value_double(value), column)
        case SQLITE_TEXT: putOctets(.text, Self.octets(of: value), column)
        case SQLITE_BLOB: putOctets(.blob, Self.octets(of: value), column)
        default: put(.null)
        }
    }

    private mutating func putInteger(_ number: Int64, _ column: Int) {
        if last[column] == .integer(number) { return put(.same) }
        last[column] = .integer(number)
        put(.integer)
        putSigned(number)
    }

    private mutating func putReal(_ number: Double, _ column: Int) {
        if last[column] == .real(number.bitPattern) { return put(.same) }
        last[column] = .real(number.bitPattern)
        put(.real)
        withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func putOctets(
        _ kind: JournalValue.Kind, _ octets: UnsafeRawBufferPointer, _ column: Int
    ) {
        if case .octets(kind, let range) = last[column], isRepeated(range, octets) {
            return put(.same)
        }
        put(kind)
        putNumber(octets.count)
        last[column] = .octets(kind, bytes.count..<bytes.count + octets.count)
        bytes.append(contentsOf: octets)
    }

    private func isRepeated(_ range: Range<Int>, _ octets: UnsafeRawBufferPointer) -> Bool {
        bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).isSame(as: octets) }
    }

    static func isSame(_ one: OpaquePointer?, _ other: OpaquePointer?) -> Bool {
        let kind = sqlite3_value_type(one)
        guard kind == sqlite3_value_type(other) else { return false }
        switch kind {
        case SQLITE_INTEGER: return sqlite3_value_int64(one) == sqlite3_value_int64(other)
        case SQLITE_FLOAT:
            return sqlite3_value_double(one).bitPattern == sqlite3_value_double(other).bitPattern
        case SQLITE_TEXT, SQLITE_BLOB: return octets(of: one).isSame(as: octets(of: other))
        default: return true
        }
    }

    static func octets(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
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

extension UnsafeRawBufferPointer {
    /// By memcmp: looked at for every value, byte by byte it would cost more than what it saves.
    func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let own = baseAddress, let their = other.baseAddress else { return true }
        return memcmp(own, their, count) == 0
    }
}
