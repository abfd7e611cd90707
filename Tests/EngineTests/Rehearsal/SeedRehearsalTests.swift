import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

@Suite("Both sample conferences, rehearsed", .keepsFolders, .timeLimit(.minutes(30)))
struct SeedRehearsalTests {
    /// One sample conference on one day.
    struct Day: Sendable, CustomTestStringConvertible {
        let conference: String
        let seed: UInt64
        let world: String?

        var testDescription: String {
            "\(conference), seed \(seed), \(world == nil ? "a usual day" : "a bad day")"
        }
    }

    private static let badWorld = """
        addresses: {refused: 8%, mailbox_full: 2%, greylisted: 20%, bounced_later: 3%}
        answers:
          all: {share: 70%, before: 5m..2h}
        numbers: {never_answer: 25%, busy: 10%}
        callers: {on_duty: 1}
        """

    /// The first conference on a usual day; both with three seeds and two worlds each with
    /// `CONVOKE_ALL_SEEDS=1`, which takes some minutes.
    private static let days: [Day] =
        ProcessInfo.processInfo.environment["CONVOKE_ALL_SEEDS"] == "1"
        ? ["van-hoa-2021", "nghi-quyet-2021"].flatMap { conference in
            [1, 2, 3].flatMap { seed in
                [nil, badWorld].map { Day(conference: conference, seed: seed, world: $0) }
            }
        } : [Day(conference: "van-hoa-2021", seed: 1, world: nil)]

    @Test("every recipient of the invitation is accounted for", arguments: days)
    func rehearsed(day: Day) async throws {
        let office = try RehearsalOffice()
        let report = try await office.rehearse(day.conference) {
            $0.seed = day.seed
            $0.world = day.world.map { RehearsalRequest.File(name: "world.yaml", text: $0) }
            $0.wantsPage = true
        }
        let invitation = try #require(report.notices.first)
        let recipients = Set(
            report.timeline.filter {
                $0.about == invitation.notice && $0.what.hasPrefix("mail")
            }
            .map(\.whom))
        #expect(recipients.count > 200)
        let ended = invitation.accepted + invitation.failed + invitation.notNeeded
        #expect(ended >= recipients.count)
        #expect(report.verdict.venues == (day.conference == "van-hoa-2021" ? 79 : 240))
        #expect(report.timeline == report.timeline.sorted())
        let account = try #require(report.account)
        #expect(account.remarks.isEmpty, "\(account.remarks)")
        let venues = account.coverage.venues
        #expect(venues.total - venues.reached == report.verdict.missedVenues.count)
        // Whom the tree counts apart, the verdict counts too.
        let apart = try #require(account.coverage.tiers.last { $0.level == nil }).people
        #expect(apart.total == report.verdict.others)
        #expect(apart.total - apart.reached == report.verdict.missedOthers.count)
    }
}
