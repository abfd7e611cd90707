import ConvokeCore
package import Foundation
import GRDB

/// What a person or a report said about a delivery after its attempts, or why it ended without one.
package struct Remark: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case arrived
        case resend
        case handled
        case reportedDelivered = "reported_delivered"
        case reportedFailed = "reported_failed"
        case expired
        case cancelled
        case superseded
        case suppressed

        init(_ word: Settlement) {
            self =
                switch word {
                case .arrived: .arrived
                case .resend: .resend
                case .handled: .handled
                }
        }

        init(_ sweep: Sweep) {
            self =
                switch sweep {
                case .expire: .expired
                case .cancel: .cancelled
                case .supersede: .superseded
                case .suppress: .suppressed
                }
        }
    }

    package let kind: Kind
    package let text: String?
    package let at: Date
}

extension Remark {
    /// Writes the same remark down for each of the deliveries.
    static func append(
        _ kind: Kind, _ text: String?, on deliveries: [Int64], at now: Date, in database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO remark (delivery, kind, text, at)
                SELECT value, ?, ?, ? FROM json_each(?)
                """
        ).execute(
            arguments: [kind.rawValue, text, now.milliseconds, JSONList.text(deliveries)])
    }
}
