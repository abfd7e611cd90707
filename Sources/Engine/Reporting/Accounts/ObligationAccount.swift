import Agenda
package import ConvokeCore
package import Foundation
import LedgerStore

/// Whether those who owed something did it, and when.
package struct ObligationAccount: Sendable {
    package enum Result: String, Sendable, CaseIterable {
        case onTime = "on_time"
        case late
        /// Still open after its due moment.
        case never
        /// Still open, and there is time.
        case open
        case declined
        case waived
    }

    /// One party, and when it did what it owed.
    package struct Entry: Hashable, Sendable {
        package let party: Party
        package let name: String
        package let result: Result
        /// When its answer came that stands; nil while none does.
        package let at: Date?
    }

    /// The obligation's id, or `Answer.invitation`.
    package let id: String
    /// Empty for the invitation.
    package let title: String
    /// Nil where an answer to the invitation has no deadline.
    package let due: Date?
    package let entries: [Entry]

    package func count(_ result: Result) -> Int { entries.count { $0.result == result } }
}

extension ObligationAccount {
    static func all(
        _ conference: Conference, _ index: RecordIndex, name: (Party) -> String
    ) -> [ObligationAccount] {
        let rows = Dictionary(grouping: index.records.obligations, by: \.about)
        let said = Dictionary(grouping: index.records.answers.filter(\.counts)) {
            AnswerKey(about: $0.answer.about, party: $0.answer.party)
        }
        func account(_ id: String, _ title: String, _ due: Date?) -> ObligationAccount {
            let entries = (rows[id] ?? []).map { row in
                let last = said[AnswerKey(about: id, party: row.party)]?.last?.answer.at
                return Entry(
                    party: row.party, name: name(row.party),
                    result: result(row.state, at: last ?? row.updatedAt, due: due, now: index.now),
                    at: row.state == .open ? nil : last ?? row.updatedAt)
            }
            return ObligationAccount(id: id, title: title, due: due, entries: entries)
        }
        let asked = conference.notices.filter { $0.kind == .invitation }
            .compactMap(\.acknowledgeBy).min()
        let invitation = account(Answer.invitation, "", asked)
        let own = conference.obligations.map { account($0.id, $0.title, $0.due) }
        return invitation.entries.isEmpty ? own : [invitation] + own
    }

    /// What is open after its due moment was never done; what was done after it, late.
    static func result(
        _ state: ObligationState, at: Date, due: Date?, now: Date
    ) -> Result {
        switch state {
        case .open: due.map { $0 < now } ?? false ? .never : .open
        case .done: due.map { $0 < at } ?? false ? .late : .onTime
        case .declined: .declined
        case .waived: .waived
        }
    }
}

private struct AnswerKey: Hashable {
    let about: String
    let party: Party
}
