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
            explain(report, console)
            if !report.problems.isEmpty { _ = console.complain(Problems(report.problems)) }
            return report.status
        }
    }

    private func show(_ office: Office, _ console: Console) throws -> ExitStatus {
        let (outlooks, problems) = try TickPass(office).dryRun(only: conference)
        for outlook in outlooks {
            let id = outlook.conference
            if outlook.isPaused { console.say("\(id): paused; convoke resume \(id)") }
            for due in outlook.due {
                console.say("\(id): \(due.notice) is due, for \(due.recipients)")
            }
            for notice in outlook.missed {
                console.say("\(id): \(notice) was missed")
            }
        }
        if !problems.isEmpty { throw Problems(problems) }
        return .allWell
    }

    /// Cron is to mail nothing; whoever runs it by hand wants to know why it does not end with 0.
    private func explain(_ report: TickReport, _ console: Console) {
        guard console.isTerminal else { return }
        for entry in report.entries where entry.needPerson > 0 || entry.held > 0 {
            console.say(
                "\(entry.conference): something needs a person;"
                    + " convoke status \(entry.conference) names it")
        }
    }
}
