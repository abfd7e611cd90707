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
    private var convocations: [String: Convocation] = [:]
    private var books: [String: CodeBook]?

    init(_ office: Office) { self.office = office }

    /// The holders of codes, each once.
    mutating func holders(of codes: [AnswerCode]) throws -> [Holder] {
        if codes.isEmpty { return [] }
        var holders: [Holder] = []
        for (id, book) in try allBooks().sorted(by: { $0.key < $1.key }) {
            for code in codes {
                guard let found = book.holder(of: code) else { continue }
                let holder = Holder(
                    conference: id, recipient: found.recipient, about: found.about)
                if !holders.contains(holder) { holders.append(holder) }
            }
        }
        return holders
    }

    mutating func convocation(_ id: String) throws -> Convocation {
        if let known = convocations[id] { return known }
        let convocation = try office.convocation(id)
        convocations[id] = convocation
        return convocation
    }

    /// The answer as it is written down; nil when it is not asked of this recipient.
    mutating func answer(_ request: AnswerRequest) throws -> Answer? {
        let convocation = try convocation(request.conference)
        return convocation.party(of: request.recipient, about: request.about).map { party in
            Answer(
                conference: request.conference, about: request.about, party: party,
                recipient: request.recipient, word: request.word, way: request.source.way,
                byWhom: request.source.byWhom, note: request.source.note, at: office.clock.now)
        }
    }

    /// What must be there before an answer can be written down.
    mutating func obligations(of id: String) throws -> [OpenObligation] {
        let convocation = try convocation(id)
        return ObligationRows.rows(convocation.conference, convocation.recipients).map {
            OpenObligation(about: $0.obligation, party: $0.party)
        }
    }

    private mutating func allBooks() throws -> [String: CodeBook] {
        if let books { return books }
        var all: [String: CodeBook] = [:]
        for id in try office.conferences() {
            all[id] = try CodeBook(office, try convocation(id))
        }
        books = all
        return all
    }
}
