import Agenda
import Calendar
import Composition
import ConvokeCore
import Foundation
import Synchronization

/// Makes the calendar entries of a notice's letters. An entry is rendered once for everybody who reads
/// the same language; for each letter only the recipient's own lines are written.
final class CalendarWriter: Sendable {
    private let notice: Notice
    private let conference: Conference
    private let contacts: ContactIndex
    private let organiser: CalendarOrganiser
    private let uid: CalendarUID
    private let sheets = Mutex<[SheetKey: CalendarSheet]>([:])

    private struct SheetKey: Hashable {
        let entry: CalendarChoice.Entry
        let language: String
    }

    /// A version of a recipient's entries.
    struct Version {
        let sequence: Int
        let stamp: Date
        /// What the recipient was told before it, where that is known.
        let held: Edition?
        /// What the files say now.
        let current: Edition
    }

    /// Nil where letters carry no entries: in a conference that wants none, and in a notice that tells
    /// nothing of times.
    init?(_ notice: Notice, _ convocation: Convocation, _ settings: Settings, key: TokenKey) {
        guard convocation.conference.hasCalendar, notice.carriesCalendar else { return nil }
        self.notice = notice
        conference = convocation.conference
        contacts = convocation.contacts
        organiser = settings.calendarOrganiser
        uid = CalendarUID(conference: conference.id, key: key)
    }

    /// Nil when there is nothing to tell a calendar.
    func calendar(
        for recipient: Recipient, at address: EmailAddress, _ version: Version
    ) -> LetterCalendar? {
        calendar(
            for: recipient, at: address, version, code: uid.code(of: recipient.id))
    }

    /// The same with names that no recipient's entries have, so that nobody answers by it.
    func preview(
        for recipient: Recipient, at address: EmailAddress, _ current: Edition, now: Date
    ) -> LetterCalendar? {
        // An id holds no space.
        calendar(
            for: recipient, at: address,
            Version(sequence: 0, stamp: now, held: nil, current: current),
            code: uid.code(of: "preview of " + recipient.id))
    }

    private func calendar(
        for recipient: Recipient, at address: EmailAddress, _ version: Version, code: String
    ) -> LetterCalendar? {
        let chosen = CalendarChoice.entries(
            notice.kind, held: version.held, current: version.current, at: version.stamp)
        let entries = chosen.compactMap { entry -> LetterCalendar.Entry? in
            guard let subject = CalendarSubject(entry.item),
                let sheet = sheet(entry, recipient.contact.language)
            else { return nil }
            return LetterCalendar.Entry(
                sheet, nameLine: CalendarCopy.uidLine(uid.text(subject, code: code)))
        }
        let lines = CalendarCopy.Lines(
            sequence: version.sequence, stamp: version.stamp,
            attendee: CalendarParty(name: recipient.contact.name, address: address),
            isAsked: recipient.role != .informed && recipient.role != .file,
            location: recipient.venue?.location ?? "")
        return LetterCalendar(entries, lines: lines.bytes)
    }

    /// Two threads may make the same sheet at the same time; they make the same bytes.
    private func sheet(_ entry: CalendarChoice.Entry, _ language: String) -> CalendarSheet? {
        let key = SheetKey(entry: entry, language: language)
        if let known = sheets.withLock({ $0[key] }) { return known }
        let words = CalendarWords.of(language).entry(entry.item, conference, contacts: contacts)
        guard let form = CalendarForm(entry.method, words, organiser: organiser) else { return nil }
        let sheet = CalendarSheet(
            name: entry.item.id + ".ics", method: form.method.rawValue, before: form.before,
            after: form.after)
        sheets.withLock { $0[key] = sheet }
        return sheet
    }
}

extension Notice {
    /// Only what tells, changes or takes back a time concerns a calendar.
    var carriesCalendar: Bool {
        kind == .invitation || kind == .correction || kind == .cancellation
    }
}

extension Settings {
    /// Answers of calendars go where answers to letters go.
    var calendarOrganiser: CalendarOrganiser {
        CalendarOrganiser(
            party: CalendarParty(
                name: from.name.isEmpty ? organisation : from.name,
                address: replyTo ?? from.address),
            sentBy: from.address)
    }
}

extension Venue {
    /// Where it is, in one line.
    fileprivate var location: String { address.isEmpty ? name : "\(name), \(address)" }
}
