import ConvokeCore
import Foundation

/// What the files say about one notice: the source of every field.
struct Facts: Sendable {
    let notice: Notice
    let conference: Conference
    let contacts: [String: Contact]
    let settings: Settings
    let audiences: Audiences
    /// The lists that the template names; the others are not looked at.
    private let lists: Set<String>
    private let asksIfLate: Bool

    /// `uses` are those of template and layout together.
    init(
        notice: Notice, conference: Conference, contacts: [String: Contact], settings: Settings,
        uses: [FieldUse]
    ) {
        self.notice = notice
        self.conference = conference
        self.contacts = contacts
        self.settings = settings
        let roots = Set(uses.map { String($0.path.prefix { $0 != "." }) })
        lists = Set(roots.map { $0.hasPrefix("has_") ? String($0.dropFirst(4)) : $0 })
        asksIfLate = uses.contains { $0.path == "notice.late" }
        var selectors: [Selector] = []
        if lists.contains("documents") { selectors += conference.documents.map(\.audience) }
        if lists.contains("obligations") { selectors += conference.obligations.map(\.audience) }
        if lists.contains("line_tests") { selectors += conference.lineTests.map(\.audience) }
        if lists.contains("requests") { selectors += conference.requests.map(\.audience) }
        audiences = Audiences(selectors)
    }

    func shape(of letter: Personal) -> Shape {
        Shape(
            language: letter.recipient.contact.language,
            audiences: audiences.memberships(of: letter.recipient, venues: conference.venues),
            present: letter.present, changes: lists.contains("changes") ? letter.changes.count : 0,
            isLate: asksIfLate && letter.isLate)
    }

    /// The documents that a recipient of this shape is told of.
    func documents(_ shape: Shape) -> [Document] {
        conference.documents.filter { audiences.includes($0.audience, shape.audiences) }
    }

    /// All fields, with stand-ins for their values.
    func scope(_ shape: Shape, _ placeholders: inout Placeholders) -> Scope {
        var writer = FactWriter(facts: self, shape: shape, placeholders: placeholders)
        let scope = writer.scope()
        placeholders = writer.placeholders
        return scope
    }
}

/// Writes the facts down for letters of one shape.
private struct FactWriter {
    let facts: Facts
    let shape: Shape
    var placeholders: Placeholders
    private let words: Localised

    init(facts: Facts, shape: Shape, placeholders: Placeholders) {
        self.facts = facts
        self.shape = shape
        self.placeholders = placeholders
        words = Localised.of(shape.language)
    }

    mutating func scope() -> Scope {
        var contents = personal()
        contents.merge(shared()) { first, _ in first }
        for (name, scopes) in lists() {
            contents[name] = .list(scopes)
            contents["has_\(name)"] = .flag(!scopes.isEmpty)
        }
        return Scope(contents)
    }

    private mutating func personal() -> [String: Scope.Content] {
        let recipient = Scope([
            "id": slot(.recipientID), "name": slot(.recipientName),
            "salutation": slot(.salutation), "title": slot(.title), "unit": slot(.unit),
            "role": slot(.role),
        ])
        let venue = Scope([
            "id": slot(.venueID), "name": slot(.venueName), "address": slot(.venueAddress),
            "level": slot(.venueLevel),
        ])
        return [
            "recipient": .object(recipient),
            "venue": .object(shape.has(.venueID) ? venue : nil),
            "answer": .object(Scope(["code": slot(.answerCode)])),
        ]
    }

    private mutating func shared() -> [String: Scope.Content] {
        let conference = facts.conference
        let settings = facts.settings
        let answersTo = settings.replyTo ?? settings.from.address
        let first = conference.sessions.map(\.start).min()
        let date = first.map { words.date(wall($0)) } ?? ""
        return [
            "organisation": .object(
                Scope([
                    "name": text(settings.organisation), "address": text(answersTo.description),
                ])),
            "conference": .object(
                Scope([
                    "id": text(conference.id), "title": text(conference.title),
                    "convener": text(conference.convener), "date": text(date),
                    "arrive": text(words.span(conference.arrive)),
                ])),
            "notice": .object(
                Scope([
                    "id": text(facts.notice.id), "kind": text(words.kind(facts.notice.kind)),
                    "late": .flag(shape.isLate),
                ])),
            "obligation": .object(
                subject(Notice.Subject.obligation, conference.obligations) {
                    $0.obligation($1)
                }),
            "line_test": .object(
                subject(Notice.Subject.lineTest, conference.lineTests) {
                    $0.lineTest($1)
                }),
            "session": .object(
                subject(Notice.Subject.session, conference.sessions) {
                    $0.session($1)
                }),
        ]
    }

    /// What the notice is about, if it is about one of `all`.
    private mutating func subject<Item: Identifiable>(
        _ about: (String) -> Notice.Subject, _ all: [Item],
        _ write: (inout FactWriter, Item) -> Scope
    ) -> Scope? where Item.ID == String {
        all.first { facts.notice.about == about($0.id) }.map { write(&self, $0) }
    }

    private mutating func lists() -> [String: [Scope]] {
        let conference = facts.conference
        return [
            "sessions": conference.sessions.map { session($0) },
            "documents": facts.documents(shape).map { document($0) },
            "obligations": mine(conference.obligations, \.audience).map { obligation($0) },
            "line_tests": mine(conference.lineTests, \.audience).map { lineTest($0) },
            "requests": mine(conference.requests, \.audience).map { request($0) },
            "changes": (0..<shape.changes).map { change($0) },
        ]
    }

    private func mine<Item>(_ all: [Item], _ audience: (Item) -> Selector) -> [Item] {
        all.filter { facts.audiences.includes(audience($0), shape.audiences) }
    }

    private mutating func session(_ session: Session) -> Scope {
        let (start, end) = (wall(session.start), wall(session.end))
        return Scope([
            "id": text(session.id), "title": text(session.title),
            "start": text(words.moment(start)), "end": text(words.moment(end)),
            "date": text(words.date(start)), "day": text(words.day(start)),
            "start_time": text(words.time(start)), "end_time": text(words.time(end)),
        ])
    }

    private mutating func document(_ document: Document) -> Scope {
        var (url, file) = ("", "")
        switch document.source {
        case .link(let address): url = address
        case .file(let path): file = Attachment.name(of: path)
        }
        return Scope([
            "id": text(document.id), "title": text(document.title), "url": text(url),
            "file": text(file),
        ])
    }

    private mutating func obligation(_ obligation: Obligation) -> Scope {
        let due = wall(obligation.due)
        return Scope([
            "id": text(obligation.id), "title": text(obligation.title),
            "due": text(words.moment(due)), "due_date": text(words.date(due)),
            "due_time": text(words.time(due)),
            "report_to": .list(obligation.reportTo.compactMap { contact($0) }),
        ])
    }

    private mutating func lineTest(_ test: LineTest) -> Scope {
        let at = wall(test.at)
        return Scope([
            "id": text(test.id), "title": text(test.title), "at": text(words.moment(at)),
            "at_date": text(words.date(at)), "at_time": text(words.time(at)),
            "contacts": .list(test.call.compactMap { contact($0) }),
        ])
    }

    private mutating func request(_ request: Request) -> Scope {
        Scope(["id": text(request.id), "text": text(request.text)])
    }

    /// Whoever is not in the book was reported before anything is composed.
    private mutating func contact(_ id: String) -> Scope? {
        guard let contact = facts.contacts[id] else { return nil }
        let phones = contact.phones.map { Self.unbroken($0.display) }.joined(separator: ", ")
        return Scope([
            "name": text(contact.name), "title": text(contact.title), "unit": text(contact.unit),
            "phone": text(phones), "email": text(contact.emails.first?.description ?? ""),
        ])
    }

    /// A number is not torn apart at the end of a line.
    private static func unbroken(_ number: String) -> String {
        String(number.map { $0 == " " ? "\u{A0}" : $0 })
    }

    private func wall(_ instant: Date) -> WallTime {
        WallTime(instant, in: facts.conference.timeZone)
    }

    private mutating func text(_ value: String) -> Scope.Content {
        .text(placeholders.stand(for: .constant(value)))
    }

    private mutating func slot(_ word: Slot.Word) -> Scope.Content {
        .text(shape.has(word) ? placeholders.stand(for: .slot(.word(word))) : "")
    }

    private mutating func change(_ index: Int) -> Scope {
        Scope(["text": .text(placeholders.stand(for: .slot(.change(index))))])
    }
}
