package import ConvokeCore
package import Foundation

/// What a rehearsal is played against: how addresses, numbers, people and machines behave. Shares are
/// from 0 to 1.
package struct World: Hashable, Sendable {
    /// Shares of mail addresses; those left behave.
    package struct Addresses: Hashable, Sendable {
        package var refused = 0.03
        package var mailboxFull = 0.01
        package var greylisted = 0.05
        package var bouncedLater = 0.01

        package init() {}
    }

    /// How people of a tier answer without being called.
    package struct Answering: Hashable, Sendable {
        /// How many answer at all.
        package var share = 0.9
        /// How long after the invitation it is answered, in seconds.
        package var within = 2 * 3600...24 * 3600
        /// How long before it is due an obligation is met, in seconds.
        package var before = 20 * 60...6 * 3600
        /// How many of the answers come by mail; the others telephone.
        package var byMail = 0.6

        package init() {}
    }

    /// Those who work through the call sheet.
    package struct Callers: Hashable, Sendable {
        package var onDuty = 2
        /// How many calls each of them makes in an hour.
        package var callsPerHour = 12
        /// When somebody sits there, by the wall clocks of the conference.
        package var hours = QuietHours(from: 7 * 60, until: 21 * 60)

        package init() {}

        /// What all of them can do in an hour.
        package var capacity: Int { onDuty * callsPerHour }
        /// Seconds that a call takes with everything around it.
        package var callLength: TimeInterval { 3600 / Double(max(1, callsPerHour)) }
    }

    /// Shares of numbers; those left answer.
    package struct Numbers: Hashable, Sendable {
        package var neverAnswer = 0.10
        /// Engaged at the first call.
        package var busy = 0.05

        package init() {}
    }

    package var addresses = Addresses()
    /// By the level of the recipient's venue; `all` for whoever has no entry of its own.
    package var answers: [String: Answering] = ["all": Answering()]
    package var relayDown: [DateInterval] = []
    /// The largest mail that the relay takes, in octets. Postfix takes so much unless told otherwise.
    package var relayLargest = 10_240_000
    package var gatewayDown: [DateInterval] = []
    /// Share of numbers whose texts the gateway refuses.
    package var gatewayFailing = 0.02
    /// When no tick runs and nobody can type.
    package var machineOff: [DateInterval] = []
    package var callers = Callers()
    package var numbers = Numbers()

    /// A usual day: what a world file does not say.
    package init() {}

    /// Everybody gets everything at once and does what is asked.
    package static var perfect: World {
        var world = World()
        world.addresses.refused = 0
        world.addresses.mailboxFull = 0
        world.addresses.greylisted = 0
        world.addresses.bouncedLater = 0
        world.numbers.neverAnswer = 0
        world.numbers.busy = 0
        world.gatewayFailing = 0
        var answering = Answering()
        answering.share = 1
        world.answers = ["all": answering]
        return world
    }

    /// How somebody answers whose venue is of that level.
    func answering(_ level: String?) -> Answering {
        level.flatMap { answers[$0] } ?? answers["all"] ?? Answering()
    }
}

extension [DateInterval] {
    /// Whether a moment lies in one of them; their ends do not.
    func covers(_ moment: Date) -> Bool {
        contains { $0.start <= moment && moment < $0.end }
    }
}

extension QuietHours {
    /// Whether the wall clocks of a zone show a time in it.
    func covers(_ moment: Date, in zone: TimeZone) -> Bool {
        let wall = WallTime(moment, in: zone)
        let minute = wall.hour * 60 + wall.minute
        return from < until
            ? from <= minute && minute < until : minute >= from || minute < until
    }
}
