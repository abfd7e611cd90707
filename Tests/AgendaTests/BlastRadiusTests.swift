import ConvokeCore
import Testing

@testable import Agenda

@Suite("The blast-radius guard")
struct BlastRadiusTests {
    typealias Verdict = BlastRadius.Verdict

    @Test(
        "stops what goes to far more, or far fewer, than were counted",
        arguments: [
            (Notice.Kind.invitation, 240, 240, Verdict.ok),
            (.invitation, 480, 240, .ok),
            (.invitation, 481, 240, .tooMany(planned: 481, counted: 240)),
            (.invitation, 120, 240, .ok),
            (.invitation, 119, 240, .tooFew(planned: 119, counted: 240)),
            (.documents, 0, 1, .tooFew(planned: 0, counted: 1)),
            (.correction, 1, 0, .tooMany(planned: 1, counted: 0)),
            (.correction, 1, 240, .ok), (.cancellation, 1, 240, .ok),
            (.cancellation, 0, 0, .ok),
            (.reminder, 481, 240, .tooMany(planned: 481, counted: 240)),
            (.reminder, 1, 240, .ok),
            (.reminder, 0, 240, .ok),
        ])
    func size(kind: Notice.Kind, planned: Int, counted: Int, expected: Verdict) {
        let limits = GuardLimits(size: 2)
        #expect(
            BlastRadius.verdict(kind, planned: planned, counted: counted, limits: limits)
                == expected)
    }

    @Test("stops nothing when it is off, or when nothing was ever counted")
    func off() {
        let verdicts = [
            BlastRadius.verdict(.invitation, planned: 9999, counted: 1, limits: nil),
            BlastRadius.verdict(.invitation, planned: 9999, counted: nil, limits: GuardLimits()),
        ]
        #expect(verdicts == [.ok, .ok])
        #expect(!BlastRadius.isRefusedTooOften(refused: 50, of: 50, limits: nil))
    }

    @Test("takes a limit that is no whole number")
    func fraction() {
        let limits = GuardLimits(size: 1.5)
        #expect(
            BlastRadius.verdict(.documents, planned: 15, counted: 10, limits: limits) == .ok)
        #expect(
            BlastRadius.verdict(.documents, planned: 16, counted: 10, limits: limits)
                == .tooMany(planned: 16, counted: 10))
    }

    @Test(
        "stops when more than its share of at least twenty was refused",
        arguments: [
            (19, 19, 0.25, false), (5, 20, 0.25, false), (6, 20, 0.25, true),
            (0, 20, 0, false), (1, 20, 0, true), (20, 20, 1, false),
            // 0.29 × 100 is a little less than 29 in binary.
            (29, 100, 0.29, false), (30, 100, 0.29, true), (290_001, 1_000_000, 0.29, true),
        ])
    func refused(refused: Int, ended: Int, share: Double, expected: Bool) {
        let limits = GuardLimits(refused: share)
        #expect(
            BlastRadius.isRefusedTooOften(refused: refused, of: ended, limits: limits) == expected)
    }
}
