import Agenda
package import Contacts
package import ConvokeCore
import Synchronization

/// A conference with everybody whom it addresses: its file, its venues, its recipient list and the
/// contact book, read together.
package struct Convocation: Sendable {
    package let conference: Conference
    package var recipients: [Recipient] { list.recipients }
    package var overlaps: [Overlap] { list.overlaps }
    /// The whole contact book, by id: those to report to and to call need not be recipients.
    package let contacts: ContactIndex
    private let list: RecipientList
    private let owed = Owed()

    package init(conference: Conference, list: RecipientList, book: ContactBook) {
        self.conference = conference
        self.list = list
        contacts = book.index
    }

    package func recipient(_ id: String) -> Recipient? {
        index(of: id).map { recipients[$0] }
    }

    /// Where a recipient stands in `recipients`.
    func index(of id: String) -> Int? {
        list.index(of: id)
    }

    /// Those whom the conference itself names, by id.
    var namedContacts: [String: Contact] {
        contacts.named(
            conference.lineTests.flatMap(\.call) + conference.obligations.flatMap(\.reportTo)
                + [conference.duty].compactMap(\.self))
    }

    /// Who owes what, and who was invited: made when somebody asks, and kept.
    var obligationRows: [ObligationRow] {
        owed.rows { ObligationRows.rows(conference, recipients) }
    }

    private final class Owed: Sendable {
        private let known = Mutex<[ObligationRow]?>(nil)

        func rows(_ make: () -> [ObligationRow]) -> [ObligationRow] {
            known.withLock { known in
                let rows = known ?? make()
                known = rows
                return rows
            }
        }
    }

    /// The notice of that id. An entry with several moments is several notices, of which one must be
    /// named.
    package func notice(_ name: String) throws(Problems) -> Notice {
        if let notice = conference.notice(name) { return notice }
        throw Problems([.unknownNotice(name, in: conference)])
    }
}

extension Problem {
    static func unknownNotice(_ name: String, in conference: Conference) -> Problem {
        let family = conference.notices.filter { $0.entry == name }.map(\.id)
        if !family.isEmpty {
            return Problem(
                .usage, "\(name) is several notices", at: conference.place, found: name,
                expected: "one of " + family.joined(separator: ", "),
                fix: "Name the one that is meant.")
        }
        var nearest = NearestName(among: conference.notices.map(\.id))
        let hint = nearest.suggestion(for: name).map { "Did you mean \($0)? " } ?? ""
        return Problem(
            .usage, "The conference has no notice of that name", at: conference.place, found: name,
            expected: "one of " + conference.notices.map(\.id).joined(separator: ", "),
            fix: hint + "Write a notice's id as the conference file has it.")
    }

    static func unknownConference(_ name: String, known: [String]) -> Problem {
        var nearest = NearestName(among: known)
        let hint = nearest.suggestion(for: name).map { "Did you mean \($0)? " } ?? ""
        return Problem(
            .usage, "There is no conference of that name", at: Place("conferences"), found: name,
            expected: known.isEmpty ? nil : "one of " + known.joined(separator: ", "),
            fix: hint + "A conference is a file conferences/ID.yaml.")
    }
}
