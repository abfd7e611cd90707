import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// A ledger as far as a tick's decisions need it, and what happened in it.
private struct Diary {
    var planned: [String: Date] = [:]
    var closed = Set<String>()
    var last: [NoticeDecision] = []

    var facts: TickPlan.Facts {
        TickPlan.Facts(
            planned: closed.union(planned.keys), hasDeliveries: !planned.isEmpty)
    }

    mutating func tick(_ conference: Conference, now: Date, quiet: Quiet) {
        last = TickPlan.decide(conference, facts, now: now, quiet: quiet)
        for entry in last where !entry.isPlanned {
            switch entry.decision {
            case .send: planned[entry.notice.id] = now
            case .supersede: closed.insert(entry.notice.id)
            default: continue
            }
        }
    }
}

/// A few entries with several moments each in four days, all of them on whole minutes.
private struct Scene {
    static let start = at("2021-03-26T00:00", .gmt)
    static let minutes = 4 * 1440

    let conference: Conference
    let quiet: Quiet

    init(_ random: inout SeededGenerator) {
        let names = ["Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Africa/Casablanca"]
        let zone = names.randomElement(using: &random).flatMap(TimeZone.init(identifier:)) ?? .gmt
        let hours = QuietHours(
            from: Int.random(in: 0..<1440, using: &random),
            until: Int.random(in: 0..<1440, using: &random))
        let ladder = [
            Step(
                channel: .call, to: .duty,
                wait: Span(seconds: 60 * Int.random(in: 0...90, using: &random)),
                place: Place("c"))
        ]
        quiet = Bool.random(using: &random) ? Quiet(hours, in: zone) : .none
        let notices = (1...3).flatMap { Self.entry("e\($0)", &random) }
        let end = Self.start.addingTimeInterval(Double(60 * Self.minutes))
        conference = Conference(
            id: "c", title: "", convener: "", timeZone: zone, arrive: Span(seconds: 0),
            sessions: [Session(id: "s", title: "", start: end, end: end, place: Place("c"))],
            venues: VenueTree([]), documents: [], lineTests: [], obligations: [], requests: [],
            notices: notices, ladder: ladder, duty: nil, recipientList: "", place: Place("c"))
    }

    private static func entry(_ id: String, _ random: inout SeededGenerator) -> [Notice] {
        let last = Int.random(in: 100..<(minutes - 60), using: &random)
        let count = Int.random(in: 1...4, using: &random)
        let urgent = Int.random(in: 0..<4, using: &random) == 0
        return (0..<count).map { index in
            let moment = Int.random(in: max(0, last - 1500)...last, using: &random)
            return Notice(
                id: "\(id)@\(index)", entry: id, kind: .reminder, template: "t", about: nil,
                audience: .all, moment: start.addingTimeInterval(Double(60 * moment)),
                lastUseful: start.addingTimeInterval(Double(60 * last)), acknowledgeBy: nil,
                urgent: urgent, place: Place("c"))
        }
    }
}

@Suite("Ticks, minute by minute")
struct TickPlanPropertyTests {
    private func scenes(
        _ name: String, _ check: (Scene, inout SeededGenerator, Comment) -> Void
    ) {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("\(name): seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 0..<4 {
            let scene = Scene(&random)
            check(scene, &random, "round \(round) seed \(seed)")
        }
    }

    private func instant(_ minute: Int) -> Date {
        Scene.start.addingTimeInterval(Double(60 * minute))
    }

    @Test("send each notice at its turn when no tick is missing, whatever the quiet hours")
    func steady() {
        scenes("steady ticks") { scene, _, what in
            var diary = Diary()
            for minute in 0..<Scene.minutes {
                diary.tick(scene.conference, now: instant(minute), quiet: scene.quiet)
            }
            #expect(!diary.last.contains { $0.decision == .missed }, what)
            for entry in diary.last {
                let sent = diary.planned[entry.notice.id]
                #expect((sent != nil) != diary.closed.contains(entry.notice.id), what)
                if let sent { #expect(sent == entry.due, what) }
            }
        }
    }

    @Test("with outages send none too early, too late, at night, out of order, or two at once")
    func outages() {
        scenes("ticks with outages") { scene, random, what in
            var diary = Diary()
            var minute = 0
            while minute < Scene.minutes {
                let now = instant(minute)
                let before = diary
                diary.tick(scene.conference, now: now, quiet: scene.quiet)
                check(before, diary, scene, now, what)
                let isOut = Int.random(in: 0..<200, using: &random) == 0
                minute += isOut ? Int.random(in: 1...900, using: &random) : 1
            }
            diary.tick(scene.conference, now: instant(Scene.minutes), quiet: scene.quiet)
            checkEnd(diary, scene, what)
        }
    }

    private func check(
        _ before: Diary, _ after: Diary, _ scene: Scene, _ now: Date, _ what: Comment
    ) {
        let fresh = scene.conference.notices.filter {
            before.planned[$0.id] == nil && after.planned[$0.id] != nil
        }
        #expect(Set(fresh.map(\.entry)).count == fresh.count, what)
        for notice in fresh {
            #expect((notice.moment...notice.lastUseful).contains(now), what)
            let earlier = scene.conference.notices.filter {
                $0.entry == notice.entry && before.planned[$0.id] != nil
            }
            #expect(earlier.allSatisfy { $0.moment <= notice.moment }, what)
            if let end = scene.quiet.end(around: now), !notice.urgent {
                let handOver = notice.handOver(scene.conference.ladder)
                #expect(end >= notice.lastUseful || end > handOver, what)
            }
        }
    }

    /// Each one was sent, superseded by one that came later, or missed; none twice.
    private func checkEnd(_ diary: Diary, _ scene: Scene, _ what: Comment) {
        for entry in diary.last {
            let id = entry.notice.id
            let isMissed = entry.decision == .missed
            let fates = [diary.planned[id] != nil, diary.closed.contains(id), isMissed]
            #expect(fates.filter { $0 }.count == 1, what)
            let siblings = scene.conference.notices.filter { $0.entry == entry.notice.entry }
            if isMissed {
                #expect(siblings.allSatisfy { $0.moment <= entry.notice.moment }, what)
            }
        }
    }

    @Test("after the clock jumped back plan nothing anew")
    func jumpsBack() {
        scenes("clock that jumps back") { scene, random, what in
            var diary = Diary()
            var minute = 0
            while minute < Scene.minutes {
                diary.tick(scene.conference, now: instant(minute), quiet: scene.quiet)
                let step = Int.random(in: 0..<500, using: &random)
                guard step < 2 else {
                    minute += 1
                    continue
                }
                minute += step == 0 ? 700 : 0
                diary.tick(scene.conference, now: instant(minute), quiet: scene.quiet)
                let (planned, closed) = (diary.planned, diary.closed)
                // All that is decided stays, until the clock is where it was.
                for back in stride(from: max(0, minute - 90), to: minute, by: 1) {
                    diary.tick(scene.conference, now: instant(back), quiet: scene.quiet)
                }
                let revived = diary.planned.keys.filter { planned[$0] == nil }
                #expect(diary.planned.filter { planned[$0.key] != nil } == planned, what)
                #expect(closed.isSubset(of: diary.closed), what)
                // What is new now was in time again, and had been missed or held back before.
                for id in revived { #expect(!closed.contains(id), what) }
            }
        }
    }
}
