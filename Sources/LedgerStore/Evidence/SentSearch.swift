import ConvokeCore
import Foundation
import GRDB

/// Finds in the journal what was sent of a conference.
struct SentSearch {
    private let conference: String
    private let database: Database
    private let reading: SentReading
    private let whose: Statement
    private var tables: [JournalTable] = []
    /// The last line about a delivery: which one, its intents so far, and the message's digest.
    private var intent: (delivery: Int64, attempts: Int64, digest: [UInt8])?
    /// Deliveries of which a message was found.
    private(set) var found: Set<Int64> = []

    init(_ conference: String, _ database: Database) throws {
        self.conference = conference
        self.database = database
        reading = SentReading(database)
        whose = try database.cachedStatement(
            sql: """
                SELECT channel, recipient, address FROM delivery WHERE id = ? AND conference = ?
                """)
    }

    /// The messages of one row of the journal; none from the first line on that cannot be read.
    mutating func messages(
        of row: JournalRow, _ body: (SentMessage) throws -> Void
    ) throws {
        intent = nil
        do {
            var lines = try LineReader(row.lines, tables: tables)
            defer { tables = lines.tables }
            while let line = try lines.next() {
                if let message = try message(line, lines.tables) { try body(message) }
            }
        } catch is JournalFault {
            // The check of the chain names the row.
        }
    }

    private mutating func message(
        _ line: JournalLine, _ tables: [JournalTable]
    ) throws -> SentMessage? {
        switch line {
        case .insert(let table, let values) where tables[table].name == "intent":
            intent = Self.intent(
                tables[table], values.first, "number", Dictionary(enumerated: values))
        case .update(let table, let key, let changes) where tables[table].name == "delivery":
            // As versions wrote it that had no table of intents.
            intent = Self.intent(tables[table], key.first, "attempts", changes)
        case .content(let mould, let pieces):
            guard let intent else { return nil }
            return try message(intent, mould, pieces)
        default: break
        }
        return nil
    }

    private static func intent(
        _ table: JournalTable, _ delivery: JournalValue?, _ number: String,
        _ changes: [Int: JournalValue]
    ) -> (Int64, Int64, [UInt8])? {
        func changed(_ column: String) -> JournalValue? {
            table.columns.firstIndex(of: column).flatMap { changes[$0] }
        }
        guard case .integer(let delivery)? = delivery,
            case .integer(let attempts)? = changed(number),
            case .blob(let digest)? = changed("digest")
        else { return nil }
        return (delivery, attempts, digest)
    }

    private mutating func message(
        _ intent: (delivery: Int64, attempts: Int64, digest: [UInt8]), _ mould: Int64?,
        _ pieces: [UInt8]
    ) throws -> SentMessage? {
        let row = try Row.fetchOne(whose, arguments: [intent.delivery, conference])
        guard let row else { return nil }
        found.insert(intent.delivery)
        let bytes = try reading.bytes(mould: mould, pieces: pieces, digest: intent.digest)
        return SentMessage(
            delivery: intent.delivery, number: Int(clamping: intent.attempts), channel: row[0],
            recipient: row[1], address: row[2], digest: intent.digest,
            content: bytes.map { .bytes($0) } ?? .changed)
    }

    /// Deliveries that were tried, and of which no message was found.
    func missing(_ body: (SentMessage) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, channel, recipient, address, coalesce(intent.digest, delivery.digest)
                FROM \(Delivery.source)
                WHERE conference = ? AND channel <> 'call'
                    AND (attempts > 0 OR intent.delivery IS NOT NULL) ORDER BY id
                """, arguments: [conference])
        while let row = try rows.next() {
            if found.contains(row[0]) { continue }
            try body(
                SentMessage(
                    delivery: row[0], number: 1, channel: row[1], recipient: row[2],
                    address: row[3], digest: (row[4] as Data?).map { [UInt8]($0) },
                    content: .notKept))
        }
    }
}

extension Dictionary where Key == Int {
    /// Values by their places.
    fileprivate init(enumerated values: [Value]) {
        self.init(uniqueKeysWithValues: values.enumerated().map { ($0.offset, $0.element) })
    }
}
