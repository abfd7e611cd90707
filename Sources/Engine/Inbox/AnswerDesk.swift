import Agenda
import ConvokeCore
import LedgerStore

/// Every conference as far as answers concern it: whose a code is, and whose row an answer changes. Read
/// once for all mails of a run, and only when the first of them needs it.
struct AnswerDesk {
    /// Whom a code belongs to, and what it answers about.
    struct Holder: Hashable {
        let conference: String
        let recipient: String
        let about: String
    }

    private let office: Office
    private let key: TokenKey
    /// All conferences; nil for one whose files have a mistake: its answers are for a person then, and
    /// those of the others are read all the same.
    private var convocations: [String: Convocation?] = [:]
    private var books: [String: CodeBook] = [:]
    private var owners: [String: CalendarOwners] = [:]

    init(_ office: Office, _ key: TokenKey) {
        self.office = office
        self.key = key
    }

    /// The holders of codes, each once.
    mutating func holders(of codes: [AnswerCode]) throws -> [Holder] {
        if codes.isEmpty { return [] }
        return try office.conferences().sorted().flatMap { try holders(of: codes, in: $0) }
    }

    /// The same in one conference.
    mutating func holders(of codes: [AnswerCode], in id: String) throws -> [Holder] {
        guard !codes.isEmpty, let book = try book(id) else { return [] }
        var holders: [Holder] = []
        for code in codes {
            guard let found = book.holder(of: code) else { continue }
            let holder = Holder(conference: id, recipient: found.recipient, about: found.about)
            if !holders.contains(holder) { holders.append(holder) }
        }
        return holders
    }

    /// Whose a calendar entry is, and in which conference; nil for a name that we never gave.
    mutating func owner(
        ofEntry uid: String
    ) throws -> (conference: Convocation, recipient: String, subject: CalendarSubject?)? {
        for id in try office.conferences() {
            let name = CalendarUID(conference: id, key: key)
            guard name.concerns(uid), let convocation = convocation(id) else { continue }
            let all =
                owners[id]
                ?? CalendarOwners(
                    name, recipients: convocation.recipients.map(\.id),
                    subjects: convocation.conference.calendarSubjects)
            owners[id] = all
            return all.owner(of: uid).map { (convocation, $0.recipient, $0.subject) }
        }
        return nil
    }

    /// Nil for one that is there no more, or cannot be read now.
    mutating func convocation(_ id: String) -> Convocation? {
        if let known = convocations[id] { return known }
        let convocation: Convocation?
        do throws(Problems) {
            convocation = try office.convocation(id)
        } catch {
            convocation = nil
        }
        convocations[id] = convocation
        return convocation
    }

    /// The answer as it is written down; nil when it is not asked of this recipient.
    mutating func answer(_ request: AnswerRequest) -> Answer? {
        guard let convocation = convocation(request.conference) else { return nil }
        return convocation.party(of: request.recipient, about: request.about).map { party in
            Answer(
                conference: request.conference, about: request.about, party: party,
                recipient: request.recipient, word: request.word, way: request.source.way,
                byWhom: request.source.byWhom, note: request.source.note, at: office.clock.now)
        }
    }

    /// What must be there before an answer can be written down.
    mutating func obligations(of id: String) -> [OpenObligation] {
        guard let convocation = convocation(id) else { return [] }
        return convocation.obligationRows.map {
            OpenObligation(about: $0.obligation, party: $0.party)
        }
    }

    private mutating func book(_ id: String) throws -> CodeBook? {
        if let known = books[id] { return known }
        guard let convocation = convocation(id) else { return nil }
        let book = try CodeBook(office, convocation)
        books[id] = book
        return book
    }
}
