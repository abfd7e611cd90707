import ArgumentParser
import ConvokeCore
import Engine

/// `convoke correct`: what changed, to those who were told otherwise.
struct CorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Sends what changed to those who hold the old version.",
        discussion: """
              convoke correct van-hoa-2021 --dry-run   what changed, and for whom
              convoke correct van-hoa-2021             tell them

            Change the conference file first. Reminders of a moment that was moved go out anew.
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Flag(help: "Says what would be sent, and sends nothing.")
    var dryRun = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let pass = CorrectPass(office)
            if dryRun { return show(try pass.look(conference), console) }
            return try await Sending.run(console) { watch in
                let report = try pass.run(conference, watch: watch)
                return Sending.Outcome(
                    lines: CorrectionText(report: report).lines, problem: report.sent.problem,
                    status: report.status)
            }
        }
    }

    private func show(_ outlook: CorrectionOutlook, _ console: Console) -> ExitStatus {
        for line in CorrectionText.lines(outlook) + CorrectionText.byPhone(outlook.byPhone) {
            console.say(line)
        }
        console.say("\(outlook.notice.id): nothing is sent (dry run)")
        for recipient in outlook.recipients {
            console.say("  \(recipient.id)  \(recipient.contact.name)")
        }
        return .allWell
    }
}
