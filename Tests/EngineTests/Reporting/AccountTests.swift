import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("What a report counts")
struct AccountTests {
    @Test("a notice is counted once for each recipient, by the way that reached them")
    func ways() throws {
        var sketch = LedgerSketch()
        sketch.mail("first", .accepted, tries: [(0, .accepted)])
        sketch.mail("second", .failed, tries: [(0, .refused)])
        sketch.mail("second", .accepted, tries: [(3, .accepted)])
        sketch.mail("third", .failed, tries: [(0, .refused)])
        sketch.call("third", opened: 1, made: 20, .reached)
        sketch.mail("fourth", .failed, tries: [(0, .refused)])
        sketch.mail("fifth", .suppressed)
        let settled = sketch.mail("sixth", .failed, tries: [(0, .refused)])
        sketch.remark(settled, .handled, at: 30)
        let conference = LedgerSketch.conference(notices: [LedgerSketch.notice("invitation")])
        let notice = try #require(NoticeAccount.all(conference, sketch.index()).first)
        #expect(
            notice.ways == [
                .mail: 1, .laterMail: 1, .telephone: 1, .missed: 1, .notNeeded: 1, .person: 1,
            ])
        #expect(notice.recipients == 6)
        #expect(notice.reached == 4)
        #expect(notice.firstTaken == LedgerSketch.at(0))
        #expect(notice.lastTaken == LedgerSketch.at(3))
    }

    @Test("a failure is resolved by what came first, and it took as long as that")
    func resolutions() throws {
        var sketch = LedgerSketch()
        sketch.mail("grey", .accepted, tries: [(0, .deferred), (4, .accepted)])
        sketch.mail("other", .failed, tries: [(0, .refused)])
        sketch.mail("other", .accepted, tries: [(2, .accepted)])
        sketch.call("other", opened: 1, made: 30, .reached)
        let bounced = sketch.mail("back", .bounced, tries: [(0, .accepted)])
        sketch.remark(bounced, .reportedFailed, at: 15)
        sketch.answer("back", Answer.invitation, at: 75)
        sketch.mail("lost", .failed, tries: [(1, .refused)])
        sketch.mail("fine", .accepted, tries: [(0, .accepted)])
        let failures = FailureAccount.all(sketch.index())
        let told = Dictionary(uniqueKeysWithValues: failures.map { ($0.recipient, $0) })
        #expect(Set(told.keys) == ["grey", "other", "back", "lost"])
        #expect(told["grey"]?.resolution == .laterAttempt)
        #expect(told["grey"]?.duration == 240)
        #expect(told["other"]?.resolution == .laterMail)
        #expect(told["other"]?.duration == 120)
        #expect(told["back"]?.resolution == .answer)
        #expect(told["back"]?.duration == 3600)
        #expect(told["lost"]?.resolution == .open)
        #expect(told["lost"]?.duration == nil)
        #expect(failures.map(\.since) == failures.map(\.since).sorted())
    }

    @Test(
        "what is owed is done on time, late or never",
        arguments: [
            (ObligationState.done, 59.0, ObligationAccount.Result.onTime), (.done, 60, .onTime),
            (.done, 61, .late), (.open, 0, .never), (.declined, 61, .declined),
            (.waived, 61, .waived),
        ])
    func results(state: ObligationState, at: Double, expected: ObligationAccount.Result) {
        let result = ObligationAccount.result(
            state, at: LedgerSketch.at(at), due: LedgerSketch.at(60), now: LedgerSketch.at(90))
        #expect(result == expected)
        let early = ObligationAccount.result(
            state, at: LedgerSketch.at(at), due: LedgerSketch.at(60), now: LedgerSketch.at(60))
        #expect(early == (state == .open ? .open : expected))
    }

    @Test("an obligation goes by the answer that stands, not by one that was taken back")
    func obligation() throws {
        var sketch = LedgerSketch()
        let party = Party.venue("north")
        sketch.owes(party, "list", .done)
        sketch.owes(.venue("south"), "list")
        sketch.answer("a", "list", party: party, at: 10, isUndone: true)
        sketch.answer("a", "list", party: party, at: 90)
        let conference = LedgerSketch.conference(obligations: [
            Obligation(
                id: "list", title: "The list", due: LedgerSketch.at(60), audience: .all,
                reportTo: [], place: LedgerSketch.place)
        ])
        let account = try #require(
            ObligationAccount.all(conference, sketch.index()) { $0.id }.first)
        #expect(account.entries.map(\.result) == [.late, .never])
        #expect(account.entries.first?.at == LedgerSketch.at(90))
    }

    @Test("the load of a quarter hour is what began or ended in it")
    func load() {
        var sketch = LedgerSketch()
        sketch.mail("a", .accepted, tries: [(0, .accepted)])
        sketch.mail("b", .accepted, tries: [(14.9, .deferred), (15, .accepted)])
        sketch.mail("b", .accepted, channel: .sms, tries: [(16, .accepted)])
        sketch.mail("c", .queued, tries: [(16, .released)])
        sketch.call("c", opened: 20, made: 50, .reached)
        let slots = LoadSlot.all(sketch.records)
        #expect(slots.map(\.start) == [0, 15, 45].map(LedgerSketch.at))
        #expect(slots.map(\.mailsTaken) == [1, 1, 0])
        #expect(slots.map(\.mailsNotTaken) == [1, 0, 0])
        #expect(slots.map(\.texts) == [0, 1, 0])
        #expect(slots.map(\.callsDue) == [0, 1, 0])
        #expect(slots.map(\.callsMade) == [0, 0, 1])
    }

    @Test("the timeline puts into one line what happened in one quarter, in order")
    func timeline() {
        var sketch = LedgerSketch()
        for number in 0..<5 { sketch.mail("p\(number)", .accepted, tries: [(1, .accepted)]) }
        sketch.mail("p5", .failed, tries: [(2, .refused)])
        sketch.call("p5", opened: 3, made: 40, .reached)
        sketch.answer("p0", Answer.invitation, at: 35)
        let conference = LedgerSketch.conference(notices: [LedgerSketch.notice("invitation")])
        let entries = TimelineEntry.all(conference, sketch.index())
        #expect(
            entries.map(\.deed) == [
                .notice("invitation"),
                .mails(notice: "invitation", taken: 5, putOff: 0, refused: 1),
                .cases(cause: .mail, about: "invitation", count: 1),
                .answers(about: "invitation", yes: 1, no: 0), .calls(made: 1, acknowledged: 1),
            ])
    }

    @Test("of a mail that is put off again and again, the timeline has the first time and the last")
    func putOff() {
        var sketch = LedgerSketch()
        let tries = stride(from: 1.0, to: 120, by: 20).map { ($0, Outcome.deferred) }
        sketch.mail("p0", .accepted, tries: tries + [(130, .accepted)])
        let entries = TimelineEntry.all(LedgerSketch.conference(), sketch.index())
        #expect(
            entries.map(\.deed) == [
                .mails(notice: "invitation", taken: 0, putOff: 1, refused: 0),
                .mails(notice: "invitation", taken: 1, putOff: 0, refused: 0),
            ])
    }

    @Test("a rehearsal knows of mail that came back and that nobody has read")
    func lost() {
        var sketch = LedgerSketch()
        sketch.mail("a", .accepted, tries: [(1, .accepted)])
        sketch.mail("b", .accepted, tries: [(1, .accepted)])
        let rehearsed = Rehearsed(
            seed: 1, verdict: Verdict(by: LedgerSketch.start, venues: 0, others: 2, missed: []),
            findings: [], lost: ["b@north.example"])
        let report = sketch.report(
            LedgerSketch.conference(notices: [LedgerSketch.notice("invitation")]),
            ["a", "b"].map { LedgerSketch.recipient($0, at: nil) }, rehearsed: rehearsed)
        #expect(report.notices.first?.ways == [.mail: 1, .missed: 1])
        #expect(report.coverage.people.reached == 1)
    }

    @Test("half of an odd and of an even number, and of none")
    func median() {
        #expect(PhoneAccount.median([]) == nil)
        #expect(PhoneAccount.median([3, 1, 2]) == 2)
        #expect(PhoneAccount.median([4, 1, 3, 2]) == 2)
    }

    @Test("the language is the one of most recipients")
    func language() {
        #expect(ConferenceReport.usualLanguage([]) == "vi")
        #expect(
            ConferenceReport.usualLanguage([LedgerSketch.recipient("a", at: nil)]) == "en")
    }
}
