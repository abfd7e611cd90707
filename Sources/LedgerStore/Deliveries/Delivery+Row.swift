import ConvokeCore
import Foundation
import GRDB

extension Delivery {
    /// The columns of its own row: of one that is known not to be under way.
    static let storedColumns = """
        id, conference, notice, recipient, name, venue, channel, address, revision, state, attempts, \
        possible_duplicate, reply, reason, planned_at, updated_at, next_attempt_at, hand_over_at, \
        last_useful_at, edition
        """

    /// The same of `source`, in which a delivery whose intent is out is being sent.
    static let columns = """
        id, conference, notice, recipient, name, venue, channel, address, revision, \
        CASE WHEN intent.delivery IS NULL THEN state ELSE 'sending' END, \
        coalesce(intent.number, attempts), \
        possible_duplicate OR state = 'in_doubt' AND intent.delivery IS NOT NULL, reply, reason, \
        planned_at, coalesce(intent.at, updated_at), \
        CASE WHEN intent.delivery IS NULL THEN next_attempt_at END, hand_over_at, last_useful_at, \
        coalesce(intent.edition, delivery.edition)
        """

    static let source = source(by: "")

    /// With the index that is to lead to the deliveries: `INDEXED BY delivery_due`.
    static func source(by index: String) -> String {
        "delivery \(index) LEFT JOIN intent ON intent.delivery = delivery.id"
    }

    /// From a row of `columns` or `storedColumns`, in their order.
    init(_ row: Row) throws {
        let next: Int64? = row[16]
        self.init(
            id: row[0], conference: row[1], notice: row[2], recipient: row[3], name: row[4],
            venue: row[5], channel: try Word.read(row[6]), address: row[7], revision: row[8],
            state: try Word.read(row[9]), attempts: row[10], possibleDuplicate: row[11],
            reply: row[12], reason: try (row[13] as String?).map { try Word.read($0) },
            plannedAt: Date(milliseconds: row[14]), updatedAt: Date(milliseconds: row[15]),
            nextAttemptAt: next.map(Date.init(milliseconds:)),
            handOverAt: Date(milliseconds: row[17]), lastUsefulAt: Date(milliseconds: row[18]),
            edition: row[19])
    }

    static func state(of id: Int64, in database: Database) throws -> DeliveryState? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT CASE WHEN \(Transition.isUnderWay) THEN 'sending' ELSE state END
                FROM delivery WHERE id = ?
                """)
        return try String.fetchOne(statement, arguments: [id]).map { try Word.read($0) }
    }
}
