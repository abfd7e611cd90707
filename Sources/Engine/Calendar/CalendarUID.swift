import Agenda
package import ConvokeCore

/// What an entry in a calendar is about: a session or a line test of a conference.
package struct CalendarSubject: Hashable, Sendable {
    let kind: Edition.Item.Kind
    package let id: String

    package static func session(_ id: String) -> CalendarSubject {
        CalendarSubject(kind: .session, id: id)
    }

    package static func lineTest(_ id: String) -> CalendarSubject {
        CalendarSubject(kind: .lineTest, id: id)
    }
}

/// How one conference's entries are named in the calendars of its recipients: `convoke-`, a tag of the
/// conference, one of the subject, and a code of the recipient that only the key's owner can make.
///
/// The name says nothing about anybody, and stays when the time, the title or the sender's domain
/// changes. An answer bears it, and so is bound to the recipient whoever it claims to come from.
package struct CalendarUID: Sendable {
    private let conference: String
    private let key: TokenKey
    private let head: String

    package init(conference: String, key: TokenKey) {
        self.conference = conference
        self.key = key
        let tag = Base32.text(of: key.code(["calendar-conference", conference])[0..<5])
        head = "convoke-\(tag)-"
    }

    /// The name of one entry for one recipient.
    package func text(_ subject: CalendarSubject, code: String) -> String {
        head + tag(subject) + "-" + code
    }

    /// 120 bits, the same in all entries of a recipient.
    package func code(of recipient: String) -> String {
        Base32.text(of: key.code(["calendar-recipient", conference, recipient])[0..<15])
    }

    /// Whether a name may be of this conference: the rest is found by ``CalendarOwners``.
    package func concerns(_ uid: String) -> Bool { parts(of: uid) != nil }

    func tag(_ subject: CalendarSubject) -> String {
        let code = key.code(["calendar-subject", conference, subject.kind.rawValue, subject.id])
        return Base32.text(of: code[0..<5])
    }

    /// The subject's tag and the recipient's code, whatever the case in which they came back.
    func parts(of uid: String) -> (subject: String, code: String)? {
        let text = uid.lowercased()
        guard text.hasPrefix(head), text.utf8.count == head.utf8.count + 33 else { return nil }
        let rest = text.dropFirst(head.count).split(
            separator: "-", omittingEmptySubsequences: false)
        guard rest.count == 2 else { return nil }
        return (String(rest[0]), String(rest[1]))
    }
}

/// Whose the entries of a conference are: every name that was ever given out leads to its recipient.
package struct CalendarOwners: Sendable {
    private let uid: CalendarUID
    private let recipients: [String: String]
    private let subjects: [String: CalendarSubject]

    /// `recipients` are the ids of all who were ever sent anything; `subjects` those that are known now.
    package init(
        _ uid: CalendarUID, recipients: some Sequence<String>,
        subjects: some Sequence<CalendarSubject>
    ) {
        self.uid = uid
        self.recipients = Dictionary(
            recipients.map { (uid.code(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        self.subjects = Dictionary(
            subjects.map { (uid.tag($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil for a name that we never gave. The subject is nil when it is no part of the conference any
    /// more.
    package func owner(of seen: String) -> (recipient: String, subject: CalendarSubject?)? {
        guard let parts = uid.parts(of: seen), let recipient = recipients[parts.code] else {
            return nil
        }
        return (recipient, subjects[parts.subject])
    }
}

extension CalendarSubject {
    init?(_ item: Edition.Item) {
        guard item.kind == .session || item.kind == .lineTest else { return nil }
        self.init(kind: item.kind, id: item.id)
    }
}

extension Conference {
    /// All that may stand in somebody's calendar.
    package var calendarSubjects: [CalendarSubject] {
        sessions.map { .session($0.id) } + lineTests.map { .lineTest($0.id) }
    }
}
