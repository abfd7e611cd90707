import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A conference as cron sees it: every tick has its own moment, moved by hand.
@Suite("The clock of a conference", .keepsFolders, .timeLimit(.minutes(10)))
struct TickTests {
    /// An office whose districts must register by 23 November, 9 o'clock, and whose line is tested at 10.
    private static func files(_ count: Int = 6, settings: [String] = []) -> OfficeFiles {
        var files = OfficeFiles(count: count)
        files.settings = settings
        files.conference = [
            "  - {id: ask, kind: reminder, template: reminder, about: register, before: [24h, 3h]}",
            "  - {id: line, kind: reminder, template: test, about: trial, before: [1h, 15m]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-23T09:00, for: \"level:district\"}",
            "line_tests:", "  - {id: trial, at: 2021-11-23T10:00, for: all, call: [p001]}",
        ]
        files.people[0].phones = ["0900 000 001"]
        return files
    }

    private static func open(
        _ count: Int = 6, settings: [String] = [], _ story: (TestOffice) async throws -> Void
    ) async throws {
        try await open(files(count, settings: settings), story)
    }

    private static func open(
        _ files: OfficeFiles, _ story: (TestOffice) async throws -> Void
    ) async throws {
        try await TestOffice.with(files) { office in
            let head = "---\nsubject: Reminder\n---\n"
            try office.write(
                head + "{{obligation.title}} {{answer.code}}\n", to: "templates/reminder.md")
            try office.write(head + "{{line_test.at_time}}\n", to: "templates/test.md")
            try await story(office)
        }
    }

    private func notice(
        _ office: TestOffice, _ id: String, _ moment: String
    ) async throws -> NoticeStatus {
        let status = try await office.status(at: try at(moment))
        return try #require(status.notices.first { $0.id == id })
    }

    @Test("nothing goes out before its moment, everything once at it, nothing after")
    func once() async throws {
        try await Self.open { office in
            try await tick(office, "19T07:59")
            #expect(try office.kept().isEmpty)
            let report = try await tick(office, "19T08:00")
            #expect(report.entries.map(\.progress.accepted) == [6])
            #expect(report.status == .allWell)
            #expect(report.entries.flatMap(\.news) == [])
            for minute in ["19T08:00", "19T08:01", "19T23:00"] { try await tick(office, minute) }
            #expect(try office.kept().count == 6)
            try office.expectSoundLedger()
        }
    }

    @Test("with nothing to do only its moment is noted, and that is not folded into the ledger")
    func noted() async throws {
        try await Self.open { office in
            let wal = office.folder.appending(path: "ledger.sqlite-wal").path
            try await tick(office, "19T08:00")
            #expect(!FileManager.default.fileExists(atPath: wal))
            try await tick(office, "19T08:01")
            try await tick(office, "19T08:02")
            #expect(FileManager.default.fileExists(atPath: wal))
            let status = try await office.status(at: try at("19T08:03"))
            #expect(status.lastTick == (try at("19T08:02")))
            try office.expectSoundLedger()
        }
    }

    @Test("a reminder that was refused goes to no further address of somebody who has answered")
    func answeredMeanwhile() async throws {
        var files = Self.files(3)
        files.people[1].emails = ["refused@north.example"]
        try await Self.open(files) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "22T09:00")
            try await answer(office, "p002", .yes, "22T09:30")
            files.people[1].emails.append("second@north.example")
            try office.write(files)
            try await tick(office, "22T10:00")
            let told = try office.kept().filter {
                $0.recipients.map(\.address) == ["second@north.example"]
            }
            // The invitation and the papers, and not the reminder.
            #expect(told.count == 2)
            try office.expectSoundLedger()
        }
    }

    @Test("of two reminders that were refused only the later one goes to a further address")
    func supersededAddress() async throws {
        var files = Self.files(3)
        files.people[1].emails = ["refused@north.example"]
        try await Self.open(files) { office in
            for moment in ["19T08:00", "22T09:00", "23T06:00"] { try await tick(office, moment) }
            files.people[1].emails.append("second@north.example")
            try office.write(files)
            try await tick(office, "23T06:10")
            let told = try office.kept().filter {
                $0.recipients.map(\.address) == ["second@north.example"]
            }
            #expect(told.count == 3)
        }
    }

    @Test("a dry run says whom the next tick sends something to, and finds a broken template")
    func outlook() async throws {
        var files = Self.files(3)
        files.people[2].emails = ["greylisted+1@north.example"]
        try await Self.open(files) { office in
            func due(_ moment: String) async throws -> [String: Int] {
                let workspace = try office.open(at: try at(moment))
                let outlook = try await blocking { try TickPass(workspace).dryRun() }
                if !outlook.problems.isEmpty { throw Problems(outlook.problems) }
                return Dictionary(
                    uniqueKeysWithValues: outlook.outlooks.flatMap(\.due)
                        .map { ($0.notice, $0.recipients) })
            }
            #expect(try await due("19T07:59") == [:])
            #expect(try await due("19T08:00") == ["invitation": 3])
            try await tick(office, "19T08:00")
            #expect(try await due("19T08:00") == [:])
            #expect(try await due("19T12:00") == ["invitation": 1])
            try await tick(office, "19T12:00")
            #expect(try office.kept().count == 3)
            // Of two reminders of one entry that are overdue only the later one.
            #expect(try await due("23T06:00") == ["papers": 3, "ask@3h": 2])
            try office.write("---\nsubject: X\n---\n{{nothing}}\n", to: "templates/reminder.md")
            await #expect(throws: Problems.self) { try await due("23T06:00") }
        }
    }

    @Test("a conference that cron slept through is told as missed, and waits for a person")
    func sleptThrough() async throws {
        try await Self.open { office in
            try await tick(office, "18T10:00")
            let report = try await tick(office, "30T10:00")
            #expect(try office.kept().isEmpty)
            let told = report.entries.flatMap(\.news).filter { $0.contains("was not sent") }
            #expect(told.contains { $0.hasPrefix("invitation ") && $0.hasSuffix(": 6 recipients") })
            #expect(report.status == .needsPerson)
            let later = try await tick(office, "30T10:01")
            #expect(later.entries.flatMap(\.news) == [] && later.status == .needsPerson)
            try office.expectSoundLedger()
        }
    }

    @Test("a file of a conference that is long over is left alone")
    func oldFile() async throws {
        try await Self.open { office in
            for _ in 1...2 {
                let report = try await tick(office, "30T10:00")
                #expect(report.entries.flatMap(\.news) == [] && report.status == .allWell)
            }
        }
    }

    @Test("a reminder goes to those who still owe it, whoever of their venue answered")
    func openOnly() async throws {
        try await Self.open { office in
            try await tick(office, "19T08:00")
            // p002 and p005 are of the north, p003 and p006 of the south; the hall owes nothing.
            let answered = try await answer(office, "p005", .yes, "20T10:00")
            #expect(answered.change?.after == .done)
            try await tick(office, "22T08:00")
            let before = try office.kept().count
            try await tick(office, "22T09:00")
            let reminded = try office.kept().dropFirst(before).flatMap(\.recipients).map(\.address)
            #expect(reminded.sorted() == ["p003@north.example", "p006@north.example"])

            try await answer(office, "p003", .no, "22T10:00")
            let story = try await office.show("p003")
            #expect(story.answers.map(\.answer.word) == [.no] && story.cases.isEmpty)
            try await tick(office, "23T06:00")
            #expect(try office.kept().count == before + 2)
            let status = try await office.status(at: try at("23T06:01"))
            #expect(status.obligations.map { [$0.open, $0.done, $0.declined] } == [[0, 1, 1]])
        }
    }

    @Test("a notice sent by hand before its moment, and put off, goes on with the next tick")
    func early() async throws {
        var files = Self.files(2)
        files.people[0].emails = ["greylisted+1@north.example"]
        try await TestOffice.with(files) { office in
            let sent = try await office.send(at: try at("18T10:00"))
            #expect(sent.progress.accepted == 1 && sent.progress.deferred == 1)
            try await tick(office, "18T10:00")
            #expect(try office.kept().count == 1)
            let report = try await tick(office, "18T12:00")
            #expect(report.entries.map(\.progress.accepted) == [1])
            #expect(report.entries.flatMap(\.news) == [])
            try await tick(office, "19T08:00")
            #expect(try office.kept().count == 2)
            try office.expectSoundLedger()
        }
    }

    @Test("a dry run and the run after it name the same people, and those who have answered apart")
    func dryRun() async throws {
        try await Self.open { office in
            let now = try at("22T09:00")
            // Before there is a ledger nobody has answered.
            #expect(try await office.dryRun("ask@24h", at: now).mails.count == 4)
            try await tick(office, "19T08:00")
            try await answer(office, "p005", .yes, "20T10:00")
            let dry = try await office.dryRun("ask@24h", at: now)
            #expect(dry.mails.map(\.id) == ["p003", "p006"])
            #expect(dry.answered == 2 && dry.settled == 0)

            let report = try await office.send("ask@24h", at: now)
            #expect(report.progress.accepted == 2)
            #expect(report.tiers.map(\.recipients).reduce(0, +) == 2)
            #expect(report.tiers.map(\.accepted).reduce(0, +) == 2)
            let again = try await office.dryRun("ask@24h", at: now)
            #expect(again.mails.isEmpty && again.settled == 2)
        }
    }

    @Test("what happens next names nothing that has begun")
    func next() async throws {
        try await Self.open { office in
            let now = try at("18T10:00")
            let first = try await office.send("line@1h", at: now)
            #expect(first.next.map(\.notice).contains("invitation"))
            try await office.send(at: now)
            let report = try await office.send("line@1h", at: now)
            #expect(report.next.map(\.notice) == ["papers", "ask@24h", "ask@3h", "line@15m"])
        }
    }

    @Test("an answer that is taken back is owed again")
    func undo() async throws {
        try await Self.open { office in
            try await tick(office, "22T09:00")
            try await answer(office, "p002", .yes, "22T10:00")
            try await answer(office, "p002", .undo, "22T11:00")
            let before = try office.received()["p002@north.example"] ?? 0
            try await tick(office, "23T06:00")
            #expect(try office.received()["p002@north.example"] == before + 1)
            let again = try await answer(office, "p002", .undo, "23T06:10")
            #expect(again.change == nil)
        }
    }

    @Test("the code in a reminder answers for its venue")
    func code() async throws {
        try await Self.open { office in
            let workspace = try office.open(at: try at("22T09:00"))
            let convocation = try workspace.convocation("meeting")
            let recipient = try #require(convocation.recipient("p002"))
            let code = try LetterWriter(workspace, convocation.conference)
                .answerCode(recipient, about: "register")
            let report = try await blocking {
                try AnswerPass(workspace).record(
                    code: code.lowercased(), .yes, by: AnswerSource(way: .code))
            }
            #expect(report.answer.about == "register")
            #expect(report.answer.party == .venue("north"))
            let wrong = try await problems {
                try await blocking {
                    _ = try AnswerPass(workspace).record(
                        code: "2222-2222", .yes, by: AnswerSource(way: .code))
                }
            }
            #expect(wrong.status == .usage)
        }
    }

    @Test("after an outage only the latest of several reminders goes, the earlier is superseded")
    func outage() async throws {
        try await Self.open { office in
            try await tick(office, "23T08:00")
            let before = try office.kept().count
            // Off from two hours to nine minutes before the test at 10 o'clock.
            let report = try await tick(office, "23T09:51")
            #expect(try office.kept().count == before + 6)
            #expect(
                report.entries.flatMap(\.news).contains { $0.contains("line@15m goes out late") })
            #expect(try await notice(office, "line@1h", "23T09:52").email[.superseded] == 6)
            #expect(try await notice(office, "line@15m", "23T09:52").email[.accepted] == 6)
            try await tick(office, "23T09:53")
            #expect(try office.kept().count == before + 6)
        }
    }

    @Test("what could not be sent while it was of use is missed, and needs a person")
    func missed() async throws {
        try await Self.open { office in
            try await tick(office, "23T08:00")
            let before = try office.kept().count
            let report = try await tick(office, "23T10:05")
            #expect(try office.kept().count == before)
            #expect(report.status == .needsPerson)
            #expect(try await notice(office, "line@15m", "23T10:05").state == .missed)
            #expect(try await notice(office, "ask@3h", "23T10:05").state != .missed)
        }
    }

    @Test("a clock that jumps back sends nothing twice")
    func backwards() async throws {
        try await Self.open { office in
            try await tick(office, "22T09:00")
            let before = try office.kept().count
            for moment in ["22T08:00", "22T08:30", "22T09:00", "22T09:01"] {
                try await tick(office, moment)
            }
            #expect(try office.kept().count == before)
        }
    }

    @Test("fifty ticks at once send everything once")
    func manyAtOnce() async throws {
        try await Self.open(40) { office in
            let workspace = try office.open(at: try at("19T08:00"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        _ = try await blocking { try TickPass(workspace).run() }
                    }
                }
                try await group.waitForAll()
            }
            try await tick(office, "19T08:01")
            #expect(try office.kept().count == 40)
            #expect(try office.copies() == [1])
            try office.expectSoundLedger()
        }
    }

    @Test("who comes to the list later gets what is still of use")
    func latecomer() async throws {
        var files = Self.files()
        try await Self.open { office in
            try await tick(office, "22T08:00")
            files.people.append(.init("late"))
            try office.write(files)
            try await tick(office, "22T08:30")
            #expect(try office.received()["late@north.example"] == 2)
        }
    }

    @Test("while it is paused nothing goes out, and afterwards all of it")
    func pause() async throws {
        try await Self.open { office in
            let workspace = try office.open(at: try at("19T07:00"))
            #expect(try ControlPass(workspace).pause("meeting", by: "the desk"))
            try await tick(office, "19T08:00")
            #expect(try office.kept().isEmpty)
            #expect(try await office.status(at: try at("19T08:01")).pausedAt != nil)
            #expect(try ControlPass(workspace).resume("meeting"))
            try await tick(office, "19T08:02")
            #expect(try office.kept().count == 6)
        }
    }

    @Test("quiet hours hold back what can wait, and not what would come too late")
    func quiet() async throws {
        try await Self.open(settings: ["quiet: 07:30-08:30"]) { office in
            try await tick(office, "19T08:00")
            #expect(try office.kept().isEmpty)
            try await tick(office, "19T08:30")
            #expect(try office.kept().count == 6)
        }
    }

    @Test("a reminder is put off until after quiet hours, and suppressed when answered meanwhile")
    func answeredInQuietHours() async throws {
        try await Self.open(settings: ["quiet: 08:30-09:30"]) { office in
            try await tick(office, "22T08:00")
            let before = try office.kept().count
            try await tick(office, "22T09:00")
            #expect(try office.kept().count == before)
            for id in ["p002", "p003"] { try await answer(office, id, .yes, "22T09:10") }
            try await tick(office, "22T09:30")
            #expect(try office.kept().count == before)
        }
    }

    @Test("with the relay down nothing is lost, and the next tick goes on")
    func relayDown() async throws {
        try await Self.open { office in
            try await office.relay.setOutage(.unreachable)
            let report = try await tick(office, "19T08:00")
            #expect(report.status == .unreachable)
            #expect(try await notice(office, "invitation", "19T08:00").email[.queued] == 6)
            try await office.relay.setOutage(.none)
            try await tick(office, "19T08:01")
            #expect(try office.copies() == [1])
            #expect(try office.kept().count == 6)
        }
    }
}
