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

    /// What stopped ticks, other than what the world switched off.
    private var stopped: [Finding] {
        outcome.troubles.filter { entry in
            !(entry.problem.status == .unreachable && world.relayDown.covers(entry.first))
                && !world.gatewayDown.covers(entry.first)
        }.map { entry in
            let problem = entry.problem
            return finding(
                Advice("From \(words(entry.first)) on: \(problem.what)", fix: problem.fix),
                stoppedVietnamese(problem, since: entry.first),
                at: problem.place, found: problem.found, expected: problem.expected)
        }
    }

    /// The guard stops most often; what else stops a tick is told in the words of the program.
    private func stoppedVietnamese(_ problem: Problem, since moment: Date) -> Advice {
        guard problem.place?.field == "guard" else {
            return Advice("Từ \(vietnamese(moment)): \(problem.what)", fix: problem.fix)
        }
        return Advice(
            "Từ \(vietnamese(moment)): việc gửi dừng lại vì quá nhiều thư đầu tiên bị từ chối",
            fix: "Xem lại danh sách người nhận; nếu đúng thì chạy convoke release và gửi lại.")
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
