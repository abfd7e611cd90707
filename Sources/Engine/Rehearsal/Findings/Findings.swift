import Agenda
import ConvokeCore
package import Foundation

/// What in a plan is not right, found in the files and in what a rehearsal brought. Each finding is one
/// sentence with the line to change; each is a pure function.
struct Findings {
    let settings: Settings
    let convocation: Convocation
    let world: World
    let outcome: PlayedOutcome

    init(
        _ settings: Settings, _ convocation: Convocation, _ world: World, _ outcome: PlayedOutcome
    ) {
        self.settings = settings
        self.convocation = convocation
        self.world = world
        self.outcome = outcome
    }

    var conference: Conference { convocation.conference }
    var zone: TimeZone { conference.timeZone }

    var all: [Problem] {
        stopped + quietReminders + quietLineTests + lateLadders + crowdedNotices + silentVenues
            + troubledDuty + crowdedHours
    }

    /// Notices that go out by the clock.
    var timed: [Notice] { conference.notices.filter { !$0.isOnDemand } }

    /// `06:00 on 24 November`.
    func words(_ moment: Date) -> String { MomentWords.text(moment, in: zone) }

    /// A finding: somebody has to change something.
    func finding(
        _ what: String, at place: Place?, found: String? = nil, expected: String? = nil,
        fix: String
    ) -> Problem {
        Problem(.needsPerson, what, at: place, found: found, expected: expected, fix: fix)
    }

    /// What stopped ticks, other than what the world switched off.
    private var stopped: [Problem] {
        outcome.troubles.filter { entry in
            !(entry.problem.status == .unreachable && world.relayDown.covers(entry.first))
                && !world.gatewayDown.covers(entry.first)
        }.map { entry in
            finding(
                "From \(words(entry.first)) on: \(entry.problem.what)", at: entry.problem.place,
                found: entry.problem.found, expected: entry.problem.expected,
                fix: entry.problem.fix)
        }
    }
}

/// Moments as a sentence has them.
package enum MomentWords {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// `06:00 on 24 November`.
    package static func text(_ moment: Date, in zone: TimeZone) -> String {
        let wall = WallTime(moment, in: zone)
        return "\(clock(wall.hour * 60 + wall.minute)) on \(wall.day) \(months[wall.month - 1])"
    }

    /// `06:00`, from minutes after midnight.
    static func clock(_ minutes: Int) -> String {
        "\(Instant.pad(minutes / 60)):\(Instant.pad(minutes % 60))"
    }
}
