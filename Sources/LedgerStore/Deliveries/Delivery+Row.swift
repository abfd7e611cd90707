import ConvokeCore
import Foundation
import GRDB

extension Delivery {
    static let columns = """
        id, conference, notice, recipient, name, venue, channel, address, revision, state, attempts, \
        possible_duplicate, reply, reason, planned_at, updated_at, next_attempt_at, hand_over_at, \
        last_useful_at, edition
        """

    /// From a row of `columns`, in their order.
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
        let statement = try database.cachedStatement(sql: "SELECT state FROM delivery WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id]).map { try Word.read($0) }
    }
}
