import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// The conference changes after it was sent, or is called off.
@Suite("What changes after it was sent", .keepsFolders, .timeLimit(.minutes(10)))
struct CorrectionTests {
    /// The guard is off: with so few recipients a correction to some is far fewer than all.
    private static func files(start: String = "08:00", due: String = "23T09:00") -> OfficeFiles {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off"]
        files.start = start
        files.conference = [
            "  - {id: ask, kind: reminder, template: papers, about: register, before: [24h, 3h]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-\(due), for: \"level:district\"}",
        ]
        return files
    }

    @Test("a session that moved is told once, to all who were told otherwise, in their thread")
    func moved() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let invited = try office.mails()
            #expect(try await correct(office, "20T10:00").sent.progress.done == 0)

            try office.write(Self.files(start: "09:00"))
            let report = try await correct(office, "20T10:00")
            #expect(report.sent.progress.accepted == 6)
            #expect(report.status == .allWell)
            #expect(
                report.outlook.differences == [
                    .init(
                        words: "Session “Opening”: from 08:00 on 24 November 2021"
                            + " to 09:00 on 24 November 2021", recipients: 6)
                ])
            let corrections = try office.mails().dropFirst(6)
            for mail in corrections {
                let invitation = try #require(invited.first { $0.to == mail.to })
                #expect(mail.field("In-Reply-To") == invitation.field("Message-ID"))
                #expect(mail.field("References") == invitation.field("Message-ID"))
                #expect(mail.text.contains("from 08:00 on 24 November 2021"))
            }
            let status = try await office.status(at: try at("20T10:04"))
            let told = try #require(status.notices.first { $0.kind == .correction })
            #expect(told.at == (try at("20T10:00")))
            let again = try await correct(office, "20T10:05")
            #expect(again.sent.progress.done == 0)
            #expect(again.outlook.differences == [])
            try office.expectSoundLedger()
        }
    }

    @Test("a second change is told against the first")
    func twice() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            for (start, moment) in [("09:00", "20T10:00"), ("10:00", "20T11:00")] {
                try office.write(Self.files(start: start))
                #expect(try await correct(office, moment).sent.progress.accepted == 6)
            }
            let last = try #require(try office.mails().last)
            #expect(last.text.contains("from 09:00 on 24 November 2021 to 10:00"))
            #expect(try office.received().values.allSatisfy { $0 == 3 })
        }
    }

    @Test("what changed for one venue is told to those of that venue, and to nobody else")
    func venue() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let path = "conferences/meeting.venues.csv"
            let venues = try office.text(path)
            try office.write(
                venues.replacing(
                    "north,The North,district,hall,",
                    with:
                        "north,The North,district,hall,2 Second Street"), to: path)
            let report = try await correct(office, "20T10:00")
            #expect(report.outlook.recipients.map(\.id) == ["p002", "p005"])
            #expect(
                try office.received().filter { $0.value == 2 }.keys.sorted() == [
                    "p002@north.example", "p005@north.example",
                ])
        }
    }

    @Test("whoever never got the invitation holds no old version; who is new gets none either")
    func holders() async throws {
        var files = Self.files()
        files.people[0].emails = ["refused@hall.example"]
        try await TestOffice.with(files) { office in
            try await office.send(to: "!p006")
            files.start = "09:00"
            try office.write(files)
            try await office.send(to: "p006")
            let report = try await correct(office, "20T10:00")
            #expect(report.outlook.recipients.map(\.id) == ["p002", "p003", "p004", "p005"])
        }
    }

    @Test("a correction that is put off is delivered by a later tick, once")
    func greylisted() async throws {
        var files = Self.files()
        files.people[1].emails = ["greylisted@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await tick(office, "19T08:30")
            #expect(try office.received()["greylisted@north.example"] == 1)
            files.start = "09:00"
            try office.write(files)
            try await office.relay.setOutage(.unavailable)
            let stopped = try await correct(office, "20T10:00")
            #expect(stopped.sent.progress.accepted == 0)
            try await office.relay.setOutage(.none)
            for moment in ["20T10:30", "20T11:00", "20T12:00"] { try await tick(office, moment) }
            #expect(try office.received().values.allSatisfy { $0 == 2 })
            #expect(try await correct(office, "20T13:00").sent.progress.done == 0)
        }
    }

    @Test("a recipient who was taken off the list is named, not forgotten")
    func outOfReach() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send()
            files.start = "09:00"
            files.people.removeLast()
            try office.write(files)
            let report = try await correct(office, "20T10:00")
            #expect(report.outlook.outOfReach == ["p006"])
            #expect(report.sent.progress.accepted == 5)
            #expect(report.status == .needsPerson)
        }
    }

    @Test("a deadline that moved: what waits for the old one ends, and the new one is reminded of")
    func deadline() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "22T09:00")
            #expect(try await reminded(office) == 4)
            try office.write(Self.files(due: "24T07:00"))
            _ = try await correct(office, "22T10:00")
            try await tick(office, "22T10:01")
            try await tick(office, "23T06:00")
            #expect(try await reminded(office) == 4)
            try await tick(office, "23T07:00")
            #expect(try await reminded(office) == 8)
            for moment in ["23T07:01", "24T04:00", "24T04:01"] { try await tick(office, moment) }
            #expect(try await reminded(office) == 12)
            try office.expectSoundLedger()
        }
    }

    @Test("a deadline that moved without a word is reminded of all the same")
    func silently() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "22T09:00")
            try office.write(Self.files(due: "24T07:00"))
            try await tick(office, "22T10:00")
            try await tick(office, "23T07:00")
            #expect(try await reminded(office) == 8)
        }
    }

    private func reminded(_ office: TestOffice) async throws -> Int {
        try await office.deliveries().count {
            $0.notice.hasPrefix("ask") && $0.state == .accepted
        }
    }

    // MARK: - Called off

    @Test(
        "a conference that is called off: those who know are told once, and nothing else goes out")
    func cancelled() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send(to: "!p006")
            let invitation = try #require(try office.mails().first)
            let report = try await cancel(office, "20T10:00")
            #expect(report.sent.progress.accepted == 5)
            #expect(report.status == .allWell)
            let told = try #require(try office.mails().first { $0.text.contains("cancelled") })
            #expect(told.field("In-Reply-To") != nil)
            #expect(invitation.field("In-Reply-To") == nil)

            #expect(try await cancel(office, "20T10:01").sent.progress.done == 0)
            for moment in ["22T08:00", "22T09:00", "23T06:00"] { try await tick(office, moment) }
            #expect(try office.received().count == 5)
            #expect(try office.copies() == [2])
            let refused = try await problems { try await office.send("papers") }
            #expect(
                refused.list.map(\.what) == ["The Meeting is called off: nothing of it goes out"])
            #expect(try await office.status().cancelledAt == (try at("20T10:00")))
        }
    }

    @Test("what was put off is not delivered any more once the conference is called off")
    func pending() async throws {
        var files = Self.files()
        files.people[1].emails = ["greylisted@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let report = try await cancel(office, "19T08:01")
            #expect(report.ended == 1)
            #expect(report.sent.progress.accepted == 5)
            try await tick(office, "19T09:00")
            #expect(try office.received()["greylisted@north.example"] == nil)
            #expect(try await office.counts()[.cancelled] == 1)
        }
    }

    @Test("a conference that takes place after all goes on")
    func reinstated() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            _ = try await cancel(office, "20T10:00")
            #expect(try await reinstate(office, "20T11:00"))
            try await tick(office, "22T08:00")
            #expect(try office.received().values.allSatisfy { $0 == 3 })
        }
    }

    @Test("one that is called off again is told again, and nothing is left of the first time")
    func again() async throws {
        var files = Self.files()
        files.people[1].emails = ["greylisted+1@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await tick(office, "19T09:00")
            #expect(try await cancel(office, "20T10:00").sent.progress.done == 6)
            try await reinstate(office, "20T10:01")
            let told = try office.kept().count
            try await tick(office, "20T12:00")
            #expect(try office.kept().count == told)
            #expect(try await cancel(office, "20T13:00").sent.progress.done == 6)
            #expect(try await cancel(office, "20T13:01").sent.progress.done == 0)
            try office.expectSoundLedger()
        }
    }

    @Test(
        "of a cancellation that holds no more nothing is left to do, and nobody is called about it")
    func takenBack() async throws {
        var files = Self.files()
        files.conference += ["ladder:", "  - {channel: call, wait: 20m}", "duty: p001"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        try await TestOffice.with(files) { office in
            try await office.send()
            files.people[1].emails = ["refused@north.example"]
            files.people[2].emails = ["drops-after-data@north.example"]
            try office.write(files)
            _ = try await cancel(office, "20T10:00")
            #expect(try await !sheet(office, "20T10:05").isEmpty)
            #expect(try await reinstate(office, "20T10:05"))
            #expect(try await sheet(office, "20T10:05").isEmpty)
            let report = try await tick(office, "20T10:06")
            #expect(report.status == .allWell && report.entries.flatMap(\.news) == [])
            try office.expectSoundLedger()
        }
    }

    @Test("a second invitation that is refused is not settled by what was said to the first")
    func oldAnswer() async throws {
        var files = Self.files()
        files.conference += ["ladder:", "  - {channel: call, wait: 20m}", "duty: p001"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        try await TestOffice.with(files) { office in
            try await office.send()
            try await answer(office, "p002", .yes, "19T08:02", about: "invitation")
            files.people[1].emails = ["refused@north.example"]
            try office.write(files)
            let again = try await office.send(again: "all", at: try at("20T10:01"))
            #expect(again.status == .needsPerson)
            #expect(try await tick(office, "20T10:02").status == .needsPerson)
            #expect(try await sheet(office, "20T10:03").count == 1)
        }
    }

    @Test("the guard keeps nobody from telling the few whom it concerns")
    func guarded() async throws {
        var files = Self.files()
        files.settings = []
        try await TestOffice.with(files) { office in
            try await office.send()
            let path = "conferences/meeting.venues.csv"
            try office.write(
                try office.text(path).replacing("1 First Street", with: "2 First Street"), to: path)
            #expect(try await correct(office, "20T10:01").sent.progress.accepted == 2)
        }
        try await TestOffice.with(files) { office in
            try await office.send(to: "p001")
            #expect(try await cancel(office, "20T10:00").sent.progress.accepted == 1)
        }
    }
}
