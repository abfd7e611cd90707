import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

@testable import Engine

/// Whoever was not there when a notice was planned, or was left out by hand, has a turn all the same.
@Suite("Those who are still to be told", .keepsFolders, .timeLimit(.minutes(10)))
struct LatecomerTests {
    private func status(_ office: TestOffice, _ moment: String) async throws -> StatusReport {
        try await office.status(at: try at(moment))
    }

    private func invitation(_ report: StatusReport) -> NoticeStatus? {
        report.notices.first { $0.id == "invitation" }
    }

    /// Whether a tick would do more than look.
    private func hasWork(_ office: TestOffice, _ moment: String) async throws -> Bool {
        let workspace = try office.open(at: try at(moment))
        return try await blocking {
            let conference = try workspace.conferenceAlone("meeting")
            return try Glance(workspace, conference, Fingerprint.of(workspace, conference)).hasWork
        }
    }

    /// A report that is due on the 23rd, and a ladder of one call.
    private static func withLadder() -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-23T09:00, for: \"level:district\"}",
            "ladder:", "  - {channel: call, wait: 20m}",
        ]
        return files
    }

    private func pause(_ office: TestOffice, _ moment: String) async throws {
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking { try ControlPass(workspace).pause("meeting", by: "the desk") }
    }

    private func resume(_ office: TestOffice, _ moment: String) async throws {
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking { try ControlPass(workspace).resume("meeting") }
    }

    @Test("one who was told by hand ahead of the moment takes nobody else's invitation away")
    func narrowed() async throws {
        try await TestOffice.with(OfficeFiles(count: 4)) { office in
            try await office.send(to: "p001", at: try at("18T09:00"))
            try await tick(office, "18T09:01")
            let before = try await status(office, "18T10:00")
            #expect(invitation(before)?.state == .planned && invitation(before)?.recipients == 4)
            let report = try await tick(office, "19T08:00")
            #expect(report.entries.map(\.progress.accepted) == [3])
            #expect(report.entries.flatMap(\.news) == [])
            try await tick(office, "19T08:01")
            #expect(try office.copies() == [1] && office.kept().count == 4)
            #expect(invitation(try await status(office, "19T08:02"))?.state == .done)
            try office.expectSoundLedger()
        }
    }

    @Test("a run that was killed while it planned has not planned the others")
    func killedWhilePlanning() async throws {
        try await TestOffice.with(OfficeFiles(count: 4)) { office in
            try await tick(office, "18T09:00")
            let workspace = try office.open(at: try at("18T09:01"))
            try await blocking {
                let convocation = try workspace.convocation("meeting")
                let notice = try convocation.notice("invitation")
                let mailing = try Mailing(workspace, convocation, notice)
                try LedgerRoom.within(workspace, convocation, "convoke send") { room in
                    // As `plan` begins, and one portion of it.
                    try room.ledger.narrow(
                        notice.id, in: "meeting", at: room.now, lease: room.lease)
                    _ = try mailing.plan(Array(mailing.audience.prefix(1)), in: room)
                }
            }
            try await tick(office, "18T09:02")
            try await tick(office, "19T08:00")
            #expect(try office.kept().count == 4 && office.copies() == [1])
            try office.expectSoundLedger()
        }
    }

    @Test("a plan that ends too early is noted before its first row, and no more once it is whole")
    func notedFirst() async throws {
        try await TestOffice.with(OfficeFiles(count: 2)) { office in
            let workspace = try office.open(at: try at("18T09:01"))
            try await blocking {
                let convocation = try workspace.convocation("meeting")
                try LedgerRoom.within(workspace, convocation, "convoke send") { room in
                    let reader = room.ledger.reader
                    let notice = try convocation.notice("invitation")
                    let mailing = try Mailing(workspace, convocation, notice)
                    try mailing.noteNarrowing(in: room)
                    #expect(try reader.narrowedNotices(in: "meeting") == ["invitation"])
                    #expect(try mailing.plan(in: room, again: false) == 2)
                    #expect(try reader.narrowedNotices(in: "meeting").isEmpty)
                }
            }
        }
    }

    @Test("a reminder that concerns nobody any more is done with when its time is over")
    func needless() async throws {
        var files = OfficeFiles(count: 3)
        files.conference = [
            "  - {id: ask, kind: reminder, template: papers, about: register, before: [24h]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-23T09:00, for: \"level:district\"}",
        ]
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            for recipient in ["p002", "p003"] {
                try await answer(office, recipient, .yes, "20T08:00", about: "register")
            }
            try await tick(office, "22T09:00")
            #expect(try await !hasWork(office, "22T09:01"))
            let report = try await tick(office, "30T09:00")
            #expect(report.entries.flatMap(\.news) == [] && report.status == .allWell)
            #expect(try await !hasWork(office, "30T09:01"))
            #expect(try await !status(office, "30T09:01").needsSomebody)
            try office.expectSoundLedger()
        }
    }

    @Test("those whom nobody told while it was of use are named as missed")
    func missed() async throws {
        try await TestOffice.with(OfficeFiles(count: 4)) { office in
            try await office.send(to: "p001", at: try at("18T09:00"))
            try await tick(office, "18T09:01")
            let before = try await status(office, "30T10:00")
            #expect(invitation(before)?.state == .missed && before.needsSomebody)
            let report = try await tick(office, "30T10:01")
            #expect(report.entries.flatMap(\.news).contains { $0.hasSuffix(": 3 recipients") })
            #expect(report.status == .needsPerson)
            let after = try await status(office, "30T10:02")
            #expect(invitation(after)?.email == [.accepted: 1, .expired: 3])
            try office.expectSoundLedger()
        }
    }

    @Test("one who was added in quiet hours, or before the moment, is told when it comes")
    func addedMeanwhile() async throws {
        var files = OfficeFiles(count: 3)
        files.settings = ["quiet: 21:00-06:00", "guard: off"]
        files.invited = "2021-11-19T08:00"
        try await TestOffice.with(files) { office in
            try await office.send(at: try at("18T09:00"))
            try await tick(office, "18T09:01")
            files.people += OfficeFiles(count: 4).people.suffix(1)
            try office.write(files)
            try await tick(office, "18T12:00")
            #expect(try office.kept().count == 3)
            try await tick(office, "19T08:00")
            #expect(try office.kept().count == 4)

            try await tick(office, "19T21:59")
            files.people += OfficeFiles(count: 5).people.suffix(1)
            try office.write(files)
            try await tick(office, "19T22:00")
            try await tick(office, "20T05:59")
            #expect(try office.kept().count == 4)
            try await tick(office, "20T06:00")
            #expect(try office.kept().count == 5 && office.copies() == [1])
            try office.expectSoundLedger()
        }
    }

    @Test("one who was added while the conference was paused is told when it goes on")
    func addedInPause() async throws {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off"]
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            try await pause(office, "19T09:00")
            files.people += OfficeFiles(count: 4).people.suffix(1)
            try office.write(files)
            try await tick(office, "19T10:00")
            try await resume(office, "19T11:00")
            try await tick(office, "19T11:01")
            #expect(try office.kept().count == 4)
        }
    }

    @Test(
        "a moment that passes in a pause, or while the conference is called off, is not forgotten")
    func passedOver() async throws {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off"]
        for isCancelled in [false, true] {
            try await TestOffice.with(files) { office in
                try await office.send(at: try at("18T09:00"))
                try await tick(office, "18T09:01")
                var more = files
                more.people += OfficeFiles(count: 4).people.suffix(1)
                try office.write(more)
                try await tick(office, "18T09:02")
                if isCancelled {
                    try await cancel(office, "18T10:00")
                } else {
                    try await pause(office, "18T10:00")
                }
                try await tick(office, "19T08:00")
                if isCancelled {
                    #expect(try await reinstate(office, "19T09:00"))
                } else {
                    try await resume(office, "19T09:00")
                }
                try await tick(office, "19T09:01")
                #expect(try office.received()["p004@north.example"] == 1)
                try office.expectSoundLedger()
            }
        }
    }

    @Test("a conference that is called off leaves a tick nothing to do, whatever its moments")
    func calledOff() async throws {
        var files = Self.withLadder()
        files.conference.insert(
            "  - {id: off, kind: cancellation, template: papers, at: 2021-11-22T07:00}", at: 0)
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            try await cancel(office, "20T08:00")
            for moment in ["20T08:01", "22T07:00", "23T08:40"] { try await tick(office, moment) }
            #expect(try await !hasWork(office, "23T08:41"))
        }
    }

    @Test("a ladder whose time comes in a pause begins after it")
    func ladderInPause() async throws {
        try await TestOffice.with(Self.withLadder()) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "22T08:00")
            try await pause(office, "23T08:00")
            let held = try await tick(office, "23T08:15")
            #expect(held.status == .needsPerson)
            #expect(held.entries.flatMap(\.news).contains { $0.contains("would be telephoned") })
            #expect(try await tick(office, "23T08:16").entries.flatMap(\.news) == [])
            try await resume(office, "23T08:20")
            try await tick(office, "23T08:21")
            #expect(try await status(office, "23T08:22").calls.open == 2)
        }
    }

    @Test("a pause that holds back what is due is said once, and needs a person until it ends")
    func forgottenPause() async throws {
        try await TestOffice.with(OfficeFiles(count: 3)) { office in
            try await tick(office, "18T09:00")
            try await pause(office, "18T09:01")
            #expect(try await tick(office, "18T09:02").status == .allWell)
            let report = try await tick(office, "19T08:00")
            #expect(
                report.entries.flatMap(\.news).filter { $0.hasPrefix("invitation ") } == [
                    "invitation is due since 2021-11-19T08:00:00+07:00, and the conference is paused:"
                        + " convoke resume meeting"
                ])
            #expect(report.status == .needsPerson)
            let later = try await tick(office, "19T08:01")
            #expect(later.entries.flatMap(\.news) == [] && later.status == .needsPerson)
            #expect(try await status(office, "19T08:02").needsSomebody)
            let end = try await tick(office, "30T08:00")
            #expect(end.entries.flatMap(\.news).contains { $0.contains("of use only until") })
            try await resume(office, "30T09:00")
            let told = try await tick(office, "30T09:01").entries.flatMap(\.news)
            #expect(told.contains { $0.hasPrefix("invitation was not sent") })
        }
    }
}
