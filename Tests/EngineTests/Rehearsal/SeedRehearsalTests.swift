import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

@Suite("Both sample conferences, rehearsed", .keepsFolders, .timeLimit(.minutes(15)))
struct SeedRehearsalTests {
    private static let badWorld = """
        addresses: {refused: 8%, mailbox_full: 2%, greylisted: 20%, bounced_later: 3%}
        answers:
          all: {share: 70%, before: 5m..2h}
        numbers: {never_answer: 25%, busy: 10%}
        callers: {on_duty: 1}
        """

    /// One seed; three with `CONVOKE_ALL_SEEDS=1`, which takes some minutes.
    private static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["CONVOKE_ALL_SEEDS"] == "1" ? [1, 2, 3] : [1]

    @Test(
        "each seed, two worlds: every recipient of the invitation is accounted for",
        arguments: ["van-hoa-2021", "nghi-quyet-2021"], seeds)
    func rehearsed(conference: String, seed: UInt64) async throws {
        let office = try RehearsalOffice()
        for text in [nil, Self.badWorld] {
            let report = try await office.rehearse(conference) {
                $0.seed = seed
                $0.world = text.map { RehearsalRequest.File(name: "world.yaml", text: $0) }
            }
            let invitation = try #require(report.notices.first)
            let recipients = Set(
                report.timeline.filter {
                    $0.about == invitation.notice && $0.what.hasPrefix("mail")
                }
                .map(\.whom))
            #expect(recipients.count > 200)
            #expect(invitation.accepted + invitation.failed >= recipients.count)
            #expect(report.verdict.venues == (conference == "van-hoa-2021" ? 79 : 240))
            #expect(report.timeline == report.timeline.sorted())
        }
    }
}
