import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// Which minutes of a rehearsal are played.
package enum Beat: Sendable {
    /// Those at which anything can happen.
    case whatHappens
    /// All of them, which takes long: a test holds the two against each other.
    case everyMinute
}

/// A conference from its first notice to the last moment that matters, by real ticks and a clock that
/// is set from minute to minute.
struct Playback {
    let stage: RehearsalStage
    let convocation: Convocation
    let world: World
    let beat: Beat
    private let bouncing: Set<String>
    private(set) var state: Minute.State

    init(
        _ stage: RehearsalStage, _ convocation: Convocation, _ world: World, _ fates: Fates,
        _ beat: Beat
    ) {
        self.stage = stage
        self.convocation = convocation
        self.world = world
        self.beat = beat
        bouncing = fates.bouncing
        state = Minute.State(
            answers: fates.answers()[...],
            desk: CallDesk(world.callers, fates, zone: convocation.conference.timeZone))
    }

    /// The minutes that are played; nil for a conference of which nothing goes out by the clock.
    static func span(_ conference: Conference) -> ClosedRange<Date>? {
        let notices = conference.notices.filter { !$0.isOnDemand }
        guard let first = notices.map(\.moment).min() else { return nil }
        let ends =
            notices.map(\.lastUseful) + conference.obligations.map(\.due)
            + [conference.end].compactMap(\.self)
        let start = Date(
            timeIntervalSince1970: (first.timeIntervalSince1970 / 60).rounded(.down) * 60)
        return start...(max(ends.max() ?? first, first).wholeMinute + 300)
    }

    /// - Throws: `Problem.rehearsalInterrupted` once the brake is pulled.
    mutating func run(until brake: Brake) async throws {
        guard let span = Self.span(convocation.conference) else { return }
        var moment: Date? = span.lowerBound
        while let now = moment, now <= span.upperBound {
            if brake.isPulled { throw Problem.rehearsalInterrupted }
            moment = try await play(now)
        }
    }

    /// - Returns: the minute that is to be played next.
    private mutating func play(_ now: Date) async throws -> Date? {
        if world.machineOff.covers(now) {
            return beat == .everyMinute ? now + 60 : world.machineOff.end(after: now)
        }
        try await stage.set(
            relayDown: world.relayDown.covers(now), gatewayDown: world.gatewayDown.covers(now))
        let start = Minute(
            office: stage.office(at: now), convocation: convocation, bouncing: bouncing,
            state: state)
        let (world, beat) = (world, beat)
        let (after, next) = try await BlockingThread.run {
            var minute = start
            let hasWorked = try minute.play()
            if beat == .everyMinute { return (minute.state, Date?.some(now + 60)) }
            let next = NextMoment(
                office: minute.office, convocation: minute.convocation, world: world,
                state: minute.state)
            return (minute.state, try next.after(hasWorked: hasWorked))
        }
        state = after
        return next
    }
}

extension [DateInterval] {
    /// The first end after a moment, as a whole minute.
    fileprivate func end(after moment: Date) -> Date? {
        map(\.end.wholeMinute).filter { $0 > moment }.min()
    }
}
