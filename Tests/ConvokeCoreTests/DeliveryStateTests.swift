import ConvokeCore
import Testing

/// The whole table of a delivery's life, written out once more by hand: what is not in it is
/// impossible.
@Suite("The life of a delivery")
struct DeliveryStateTests {
    private static let possible: [DeliveryState: [DeliveryChange: DeliveryState]] = [
        .queued: [
            .intent: .sending, .expire: .expired, .cancel: .cancelled, .supersede: .superseded,
            .suppress: .suppressed,
        ],
        .deferred: [
            .intent: .sending, .expire: .expired, .cancel: .cancelled, .supersede: .superseded,
            .suppress: .suppressed,
        ],
        .sending: [
            .ended(.accepted): .accepted, .ended(.deferred): .deferred, .ended(.refused): .failed,
            .ended(.inDoubt): .inDoubt, .ended(.released): .queued,
            .abandoned(mayHaveLeft: true): .inDoubt, .abandoned(mayHaveLeft: false): .queued,
        ],
        .accepted: [.reportedDelivered: .delivered, .reportedFailed: .bounced],
        .inDoubt: [
            .intent: .sending, .reportedDelivered: .delivered, .reportedFailed: .bounced,
            .settle(.arrived): .delivered, .settle(.resend): .queued, .settle(.handled): .inDoubt,
            .reopen: .inDoubt,
        ],
        .delivered: [.reportedDelivered: .delivered, .reportedFailed: .delivered],
        .bounced: [
            .reportedFailed: .bounced, .reportedDelivered: .bounced,
            .settle(.arrived): .delivered, .settle(.resend): .queued,
            .settle(.handled): .bounced, .reopen: .bounced,
        ],
        .failed: [
            .settle(.arrived): .delivered, .settle(.resend): .queued, .settle(.handled): .failed,
            .reopen: .failed,
        ],
        .expired: [
            .settle(.arrived): .delivered, .settle(.resend): .queued, .settle(.handled): .expired,
            .reopen: .expired,
        ],
        .cancelled: [:], .superseded: [:], .suppressed: [.reopen: .queued],
    ]

    static let changes: [DeliveryChange] =
        [
            .intent, .abandoned(mayHaveLeft: true), .abandoned(mayHaveLeft: false),
            .reportedDelivered, .reportedFailed, .expire, .cancel, .supersede, .suppress, .reopen,
        ] + Outcome.allCases.map { .ended($0) } + Settlement.allCases.map { .settle($0) }

    @Test(
        "every pair of state and change has one next state or is impossible",
        arguments: DeliveryState.allCases, changes)
    func everyPair(state: DeliveryState, change: DeliveryChange) throws {
        if let next = try #require(Self.possible[state])[change] {
            #expect(try state.after(change) == next)
        } else {
            #expect(throws: ImpossibleChange(state: state, change: change)) {
                try state.after(change)
            }
        }
    }

    @Test("a person is needed where it failed or nobody knows")
    func needsPerson() {
        let needing = DeliveryState.allCases.filter(\.needsPerson)
        #expect(Set(needing) == [.failed, .bounced, .expired, .inDoubt])
    }
}
