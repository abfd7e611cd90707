package import ConvokeCore
import Foundation
import GRDB

/// Which deliveries a list is to show; what is empty or nil does not narrow it.
package struct DeliveryFilter: Hashable, Sendable {
    package var conference: String
    package var notice: String?
    package var states: Set<DeliveryState>
    /// Ids of contacts.
    package var recipients: [String]?
    /// Only what waits for a person's word.
    package var forPerson: Bool

    package init(
        conference: String, notice: String? = nil, states: Set<DeliveryState> = [],
        recipients: [String]? = nil, forPerson: Bool = false
    ) {
        self.conference = conference
        self.notice = notice
        self.states = states
        self.recipients = recipients
        self.forPerson = forPerson
    }
}

extension LedgerReader {
    /// Deliveries by notice, then in the order in which they were planned, at most `limit`; the next
    /// page begins after the last delivery of this one.
    package func deliveries(
        _ filter: DeliveryFilter, after last: Delivery? = nil, limit: Int
    ) throws(LedgerFailure) -> [Delivery] {
        try rows(
            filter.query(ofAll: limit == .max),
            filter.arguments &+ filter.arguments(after: last) &+ ["limit": limit], Delivery.init)
    }

    package func delivery(_ id: Int64) throws(LedgerFailure) -> Delivery? {
        try rows("SELECT \(Delivery.columns) FROM \(Delivery.source) WHERE id = :id", ["id": id]) {
            try Delivery($0)
        }.first
    }

    /// The digest of the message that was last sent, or was about to be; nil when none was given.
    package func digest(of id: Int64) throws(LedgerFailure) -> [UInt8]? {
        try rows("SELECT digest FROM delivery WHERE id = :id", ["id": id]) { row in
            (row[0] as Data?).map { [UInt8]($0) }
        }.first ?? nil
    }
}

extension DeliveryFilter {
    /// Word for word the condition of the index `delivery_for_person`, so that SQLite uses it.
    static let waitsForPerson = """
        \(Schema.one("state", of: "failed bounced expired in_doubt"))
        AND settled_at IS NULL AND next_attempt_at IS NULL
        """

    /// `ofAll` when no limit ends the list.
    func query(ofAll: Bool) -> String {
        """
        SELECT \(Delivery.columns) FROM \(Delivery.source(by: index(ofAll: ofAll)))
        WHERE \(condition) AND \(isBehind)
        ORDER BY notice, id LIMIT :limit
        """
    }

    /// Of one notice the rows' numbers alone: an index leads to the first of them, where both together
    /// are looked for from the beginning, for each page anew.
    private var isBehind: String {
        notice == nil ? "(notice, id) > (:afterNotice, :afterID)" : "id > :afterID"
    }

    fileprivate func arguments(after last: Delivery?) -> StatementArguments {
        let id: StatementArguments = ["afterID": last?.id ?? 0]
        return notice == nil ? id &+ ["afterNotice": last?.notice ?? ""] : id
    }

    /// Those that wait for an attempt; such a delivery always has a moment for it.
    private static let pending: Set<DeliveryState> = [.queued, .deferred]

    private var isPending: Bool { !states.isEmpty && states.isSubset(of: Self.pending) }

    /// The index of what is asked for, where it is a small part of the ledger. Left to itself SQLite takes
    /// the one that has the order of the answer, and reads all that a conference ever sent; which is right
    /// for the first thousand of a million that wait.
    private func index(ofAll: Bool) -> String {
        if forPerson { return "INDEXED BY delivery_for_person" }
        if isPending && ofAll { return "INDEXED BY delivery_due" }
        if states == [.inDoubt] { return "INDEXED BY delivery_in_doubt" }
        return ""
    }

    private var condition: String {
        var terms = ["conference = :conference"]
        if notice != nil { terms.append("notice = :notice") }
        if !states.isEmpty { terms.append(stands) }
        if isPending { terms.append("next_attempt_at IS NOT NULL") }
        if recipients != nil {
            terms.append("recipient IN (SELECT value FROM json_each(:recipients))")
        }
        if forPerson { terms.append(Self.waitsForPerson) }
        return terms.joined(separator: " AND ")
    }

    /// Rows say what they were before an attempt that is under way.
    private var stands: String {
        let isUnderWay = "intent.delivery IS NOT NULL"
        if states == [.sending] { return isUnderWay }
        let rows = Word.condition("state", isOneOf: states.subtracting([.sending]))
        let others = "\(rows) AND intent.delivery IS NULL"
        return states.contains(.sending) ? "(\(others) OR \(isUnderWay))" : others
    }

    fileprivate var arguments: StatementArguments {
        var arguments: StatementArguments = ["conference": conference]
        if let notice { arguments += ["notice": notice] }
        if let recipients { arguments += ["recipients": JSONList.text(recipients)] }
        return arguments
    }
}
