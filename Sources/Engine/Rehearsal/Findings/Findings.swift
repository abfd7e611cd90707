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

    var all: [Finding] {
        stopped + quietReminders + quietLineTests + lateLadders + crowdedNotices + silentVenues
            + troubledDuty + crowdedHours + largeMails
    }

    /// Notices that go out by the clock.
    var timed: [Notice] { conference.notices.filter { !$0.isOnDemand } }

    /// `06:00 on 24 November`.
    func words(_ moment: Date) -> String { MomentWords.text(moment, in: zone) }

    /// `06:00 ngày 24/11`.
    func vietnamese(_ moment: Date) -> String { MomentWords.vietnamese(moment, in: zone) }

    /// A finding: somebody has to change something.
    func finding(
        _ english: Advice, _ vietnamese: Advice, at place: Place?, found: String? = nil,
        expected: String? = nil
    ) -> Finding {
        Finding(
            Problem(
                .needsPerson, english.what, at: place, found: found, expected: expected,
                fix: english.fix), vietnamese: vietnamese)
    }

    /// The first three, and how many more.
    func list(_ names: [String], more: String = "and * more") -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        let rest = names.count - 3
        return rest > 0 ? "\(shown) " + more.replacing("*", with: String(rest)) : shown
    }

    func vietnameseList(_ names: [String]) -> String { list(names, more: "và * mục khác") }
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

    /// `06:00 ngày 24/11`.
    package static func vietnamese(_ moment: Date, in zone: TimeZone) -> String {
        let wall = WallTime(moment, in: zone)
        return clock(wall.hour * 60 + wall.minute)
            + " ngày \(Instant.pad(wall.day))/\(Instant.pad(wall.month))"
    }

    /// `06:00`, from minutes after midnight.
    static func clock(_ minutes: Int) -> String {
        "\(Instant.pad(minutes / 60)):\(Instant.pad(minutes % 60))"
    }
}
