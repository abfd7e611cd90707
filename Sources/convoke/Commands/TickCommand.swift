import ArgumentParser
import ConvokeCore
import Engine

/// `convoke tick`: what cron runs.
struct TickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Does what is due: plans, delivers, tries again; silent when all is well.",
        discussion: "Run it every minute: convoke schedule prints what to install.")

    @Argument(help: "One conference; all of them unless given.")
    var conference: String?

    @Flag(help: "Says what is due, and does nothing.")
    var dryRun = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            if dryRun { return try show(office, console) }
            let brake = Brake()
            let report = try await Interruption.watching(brake, console) {
                try await BlockingThread.run {
                    try TickPass(office).run(only: conference, watch: SendWatch(brake: brake))
                }
            }
            for line in MailText.news(report.inbox) { console.say(line) }
            for entry in report.entries {
                for line in entry.news { console.say("\(entry.conference): \(line)") }
            }
            if !report.problems.isEmpty { _ = console.complain(Problems(report.problems)) }
            return report.status
        }
    }

    private func show(_ office: Office, _ console: Console) throws -> ExitStatus {
        for id in try conference.map({ [$0] }) ?? office.conferences() {
            let report = try AgendaPass(office).run(id)
            let due = report.entries.filter {
                $0.notice.moment <= report.asOf && $0.notice.lastUseful >= report.asOf
            }
            for entry in due {
                console.say(
                    "\(id): \(entry.notice.id) is due, for \(entry.recipients)"
                        + " (\(entry.state.rawValue))")
            }
        }
        return .allWell
    }
}
