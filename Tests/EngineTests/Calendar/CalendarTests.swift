import Calendar
import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

@testable import Engine

/// What letters put into the calendars of their recipients, and what calendars answer.
@Suite("What goes into calendars", .keepsFolders, .timeLimit(.minutes(10)))
struct CalendarTests {
    private static let afternoon =
        "  - {id: afternoon, title: Closing, start: 2021-11-24T14:00, end: 2021-11-24T17:00}\n"

    private static func files(start: String = "08:00", settings: [String] = []) -> OfficeFiles {
        var files = OfficeFiles(count: 4)
        files.people[3].group = "technicians"
        files.people[3].phones = ["0900 000 104"]
        files.settings = ["guard: off"] + settings
        files.start = start
        files.conference = [
            "line_tests:",
            "  - {id: trial, title: First trial, at: 2021-11-23T09:00, for: \"group:technicians\","
                + " call: [p004]}",
        ]
        return files
    }

    /// The conference with a second session, or without it.
    private func write(_ files: OfficeFiles, in office: TestOffice, afternoon: String) throws {
        try office.write(files)
        let path = "conferences/meeting.yaml"
        let text = try office.text(path)
        try office.write(text.replacing("notices:\n", with: afternoon + "notices:\n"), to: path)
    }

    private func at(_ text: String) throws -> Date {
        try #require(Instant.parse("2021-11-\(text)+07:00"))
    }

    private func correct(_ office: TestOffice, _ moment: String) async throws {
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking { try CorrectPass(workspace).run("meeting") }
    }

    private func cancel(_ office: TestOffice, _ moment: String) async throws {
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking { try CancelPass(workspace).run("meeting", by: "the desk") }
    }

    private func mails(_ office: TestOffice, to person: String) throws -> [ReceivedMail] {
        try office.mails().filter { $0.to.hasPrefix(person + "@") }
    }

    // MARK: - What is sent

    @Test("an invitation carries each session, and a line test for those who run it")
    func invitation() async throws {
        let files = Self.files(settings: ["reply_to: answers@office.example"])
        try await TestOffice.with(files) { office in
            try write(files, in: office, afternoon: Self.afternoon)
            try await office.send()
            let mail = try #require(try mails(office, to: "p002").first)
            #expect(mail.calendars.count == 3)
            #expect(mail.calendars[0].text == mail.calendars[1].text)
            #expect(
                mail.entries.map(\.summary) == ["Opening – The Meeting", "Closing – The Meeting"])
            #expect(mail.entries.map(\.start) == ["20211124T080000", "20211124T140000"])
            for entry in mail.entries {
                #expect(entry.method == "REQUEST")
                #expect(entry.sequence == 0)
                #expect(entry.value("DTSTAMP:") == "20211119T010000Z")
                #expect(entry.value("LOCATION:") == "The North")
                #expect(entry.value("TRIGGER:") == "-PT15M")
                #expect(entry.text.contains("mailto:p002@north.example"))
                #expect(
                    entry.lines.contains {
                        $0.hasPrefix("ORGANIZER") && $0.hasSuffix(":mailto:answers@office.example")
                            && $0.contains("SENT-BY=\"mailto:office@office.example\"")
                    })
            }
            let technician = try #require(try mails(office, to: "p004").first)
            #expect(technician.entries.count == 3)
            let trial = try #require(technician.entries.last)
            #expect(trial.summary == "Line test: First trial – The Meeting")
            #expect(trial.start == "20211123T090000")
            #expect(trial.text.contains("0900"))
        }
    }

    @Test("no two entries have one name, and no name says whose it is")
    func names() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let names = try office.mails().flatMap(\.entries).compactMap(\.uid)
            #expect(names.count == 5)
            #expect(Set(names).count == 5)
            #expect(names.allSatisfy { $0.utf8.count == 50 && !$0.contains("p00") })
        }
    }

    @Test("only what tells of times carries entries, and nothing where they are not wanted")
    func without() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send("papers", at: try at("22T08:00"))
            #expect(try office.mails().allSatisfy { $0.calendars.isEmpty })
            files.conference.append("calendar: no")
            try office.write(files)
            try await office.send()
            #expect(try office.mails().count == 8)
            #expect(try office.mails().allSatisfy { $0.calendars.isEmpty })
        }
    }

    @Test("a preview shows the entries, under names by which nobody can answer")
    func preview() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let workspace = try office.open()
            let folder = office.folder.appending(path: "out").path
            let request = SendRequest(
                conference: "meeting", notice: "invitation",
                to: try Selector(parsing: "p002"), command: "")
            let paths = try PreviewPass(workspace).write(request, to: folder)
            let mail = ReceivedMail(
                to: "", try Data(contentsOf: URL(fileURLWithPath: paths[0] + ".eml")))
            #expect(mail.entries.map(\.summary) == ["Opening – The Meeting"])
            let sent = try #require(try mails(office, to: "p002").first?.entries.first?.uid)
            let shown = try #require(mail.entries.first?.uid)
            #expect(shown != sent)
            #expect(try owners(workspace).owner(of: sent)?.recipient == "p002")
            #expect(try owners(workspace).owner(of: shown) == nil)
        }
    }

    // MARK: - What changes

    @Test("a session that moved is replaced: the same name, a higher version; the other one stays")
    func moved() async throws {
        try await TestOffice.with(Self.files()) { office in
            try write(Self.files(), in: office, afternoon: Self.afternoon)
            try await office.send()
            for (start, moment) in [("09:00", "20T10:00"), ("10:00", "20T11:00")] {
                try write(Self.files(start: start), in: office, afternoon: Self.afternoon)
                try await correct(office, moment)
            }
            for person in ["p001", "p002", "p003", "p004"] {
                let mails = try mails(office, to: person)
                #expect(mails.count == 3)
                let first = try #require(mails.first?.entries.first)
                let later = mails.dropFirst().map(\.entries)
                #expect(later.map(\.count) == [1, 1])
                #expect(later.map(\.first?.uid) == [first.uid, first.uid])
                #expect(later.map(\.first?.sequence) == [1, 2])
                #expect(later.map(\.first?.start) == ["20211124T090000", "20211124T100000"])
                #expect(later.map(\.first?.method) == ["REQUEST", "REQUEST"])
            }
        }
    }

    @Test("a session that is dropped is taken out of the calendars")
    func dropped() async throws {
        try await TestOffice.with(Self.files()) { office in
            try write(Self.files(), in: office, afternoon: Self.afternoon)
            try await office.send()
            try office.write(Self.files())
            try await correct(office, "20T10:00")
            let mails = try mails(office, to: "p001")
            let entries = try #require(mails.last?.entries)
            #expect(entries.map(\.method) == ["CANCEL"])
            #expect(entries.map(\.uid) == [mails.first?.entries.last?.uid])
            #expect(entries.map(\.sequence) == [1])
            #expect(entries.map { $0.value("STATUS:") } == ["CANCELLED"])
        }
    }

    @Test("a change that concerns no time asks nobody to answer again")
    func otherChange() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send()
            files.conference += [
                "requests:", "  - {id: power, text: Keep the power on, for: all}",
            ]
            try office.write(files)
            try await correct(office, "20T10:00")
            let mails = try mails(office, to: "p001")
            #expect(mails.count == 2)
            #expect(mails.last?.calendars.isEmpty == true)
        }
    }

    @Test("what is over is put into no calendar any more")
    func over() async throws {
        try await TestOffice.with(Self.files()) { office in
            try write(Self.files(), in: office, afternoon: Self.afternoon)
            try await office.send()
            let path = "conferences/meeting.yaml"
            try office.write(
                try office.text(path).replacing("title: The Meeting", with: "title: The Talk"),
                to: path)
            try await correct(office, "24T12:00")
            let entries = try #require(try mails(office, to: "p004").last?.entries)
            #expect(entries.map(\.summary) == ["Closing – The Talk"])
        }
    }

    @Test("called off, every entry is taken out under its own name, also what moved before")
    func cancelled() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try office.write(Self.files(start: "09:00"))
            try await correct(office, "20T10:00")
            try await cancel(office, "20T11:00")
            for person in ["p001", "p004"] {
                let mails = try mails(office, to: person)
                let last = try #require(mails.last)
                #expect(last.entries.map(\.uid) == mails.first?.entries.map(\.uid))
                #expect(last.entries.allSatisfy { $0.method == "CANCEL" && $0.sequence == 2 })
                #expect(last.entries.first?.start == "20211124T090000")
                #expect(!last.text.contains("VALARM"))
            }
        }
    }

    @Test("sent again on purpose, an invitation replaces what it was sent as before")
    func again() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try await office.send(again: "p002", at: try at("19T09:00"))
            let entries = try mails(office, to: "p002").compactMap(\.entries.first)
            #expect(entries.map(\.sequence) == [0, 1])
            #expect(Set(entries.map(\.uid)).count == 1)
        }
    }

    @Test("the same letter to a second address is the same version")
    func nextAddress() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example", "p002@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            #expect(try mails(office, to: "p002").first?.entries.first?.sequence == 0)
        }
    }

    // MARK: - What comes back

    @Test("an answer is bound to its recipient by the name alone, and is stale once the time moved")
    func answer() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let workspace = try office.open()
            let invited = try #require(try mails(office, to: "p002").first?.entries.first)
            let reply = try reply(to: invited, from: "somebody@else.example")
            #expect(try decision(reply, workspace) == .accepted)

            try office.write(Self.files(start: "09:00"))
            try await correct(office, "20T10:00")
            #expect(try decision(reply, workspace) == .stale)
            let corrected = try #require(try mails(office, to: "p002").last?.entries.first)
            let second = try self.reply(to: corrected, from: "p002@north.example", "DECLINED")
            #expect(try decision(second, workspace) == .declined)
        }
    }

    @Test("an answer counts after a change that left time and place alone")
    func harmlessChange() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let invited = try #require(try mails(office, to: "p002").first?.entries.first)
            let path = "conferences/meeting.yaml"
            try office.write(
                try office.text(path).replacing("title: Opening", with: "title: The opening"),
                to: path)
            try await correct(office, "20T10:00")
            let last = try #require(try mails(office, to: "p002").last?.entries.first)
            #expect(last.sequence == 1)
            #expect(last.summary == "The opening – The Meeting")
            let answer = try reply(to: invited, from: "p002@north.example")
            #expect(try decision(answer, try office.open()) == .accepted)
        }
    }

    @Test("who declines one session of several has not declined the conference: somebody reads it")
    func oneOfSeveral() async throws {
        var files = Self.files()
        files.settings += ["inbox: {maildir: Maildir}"]
        try await TestOffice.with(files) { office in
            let path = "conferences/meeting.yaml"
            try office.write(
                try office.text(path).replacing(
                    "notices:",
                    with: "  - {id: later, title: Closing, start: 2021-11-24T14:00,"
                        + " end: 2021-11-24T15:00}\nnotices:"), to: path)
            try await office.send()
            let entries = try #require(try mails(office, to: "p002").first).entries
            let closing = try #require(entries.first { $0.summary?.contains("Closing") == true })
            for folder in ["cur", "tmp"] { try office.write("", to: "Maildir/\(folder)/.keep") }
            let head =
                "From: p002@north.example\r\nSubject: Declined\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
            try office.write(
                head + replyText(to: closing, from: "p002@north.example", "DECLINED"),
                to: "Maildir/new/1")
            let workspace = try office.open()
            let report = try await blocking { try InboxPass(workspace).run() }
            #expect(
                report.entries.map(\.why) == ["the calendar declines one of the sessions, later"])
            #expect(report.entries.map(\.mail.owner?.recipient) == ["p002"])
            let reader = try #require(try LedgerReader.open(at: workspace.ledgerPath))
            let standing = try reader.parties(of: "invitation", in: "meeting")
            #expect(standing[.recipient("p002")] == .open)
        }
    }

    private func reply(
        to entry: CalendarObject, from address: String, _ word: String = "ACCEPTED"
    ) throws -> CalendarReply {
        try #require(CalendarReply.read(Array(replyText(to: entry, from: address, word).utf8)))
    }

    private func replyText(
        to entry: CalendarObject, from address: String, _ word: String
    ) -> String {
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "METHOD:REPLY",
            "BEGIN:VEVENT", "UID:\(entry.uid ?? "")", "SEQUENCE:\(entry.sequence ?? 0)",
            "DTSTAMP:20211119T020000Z", "ATTENDEE;PARTSTAT=\(word):mailto:\(address)",
            "END:VEVENT", "END:VCALENDAR", "",
        ].joined(separator: "\r\n")
    }

    private func owners(_ workspace: Office) throws -> CalendarOwners {
        let convocation = try workspace.convocation("meeting")
        let key = try TokenKey.open(root: workspace.root)
        return CalendarOwners(
            CalendarUID(conference: "meeting", key: key),
            recipients: convocation.recipients.map(\.id),
            subjects: convocation.conference.calendarSubjects)
    }

    private func decision(_ reply: CalendarReply, _ workspace: Office) throws -> ReplyDecision {
        let entry = try #require(reply.entries.first)
        let owner = try #require(try owners(workspace).owner(of: entry.uid))
        let subject = try #require(owner.subject)
        let reader = try #require(try LedgerReader.open(at: workspace.ledgerPath))
        let conference = try workspace.convocation("meeting").conference
        let sent = try #require(
            try Correspondence(conference, reader).sent(
                subject, to: owner.recipient, uid: entry.uid))
        return ReplyDecision.of(entry, method: reply.method, sent: sent)
    }
}
