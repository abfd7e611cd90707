import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke schedule`: what to install so that `tick` runs.
struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Prints what to install so that tick runs every minute.",
        discussion: """
              convoke schedule --crontab >> /etc/cron.d/convoke     for cron
              convoke schedule --systemd                            for systemd: two units
            """)

    @Flag(help: "A line for /etc/cron.d.")
    var crontab = false

    @Flag(help: "A service and a timer.")
    var systemd = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let schedule = Schedule(
                program: Self.program, workspace: office.root, user: NSUserName())
            let text = systemd && !crontab ? schedule.systemd : schedule.crontab
            for line in text { console.say(line) }
            return .allWell
        }
    }

    /// The path of this program, without links.
    private static var program: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    }
}
