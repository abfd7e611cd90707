import ArgumentParser
import ConvokeCore
import Engine

/// `convoke send`: one notice, now.
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Plans and delivers one notice now; run again, it sends nothing twice.",
        usage: "convoke send <conference> <notice> [options]",
        discussion: """
              convoke send van-hoa-2021 giay-moi --dry-run          who would get it
              convoke send van-hoa-2021 giay-moi                    send it
              convoke send van-hoa-2021 giay-moi --to level:huyen   only to one level
              convoke send van-hoa-2021 giay-moi --again hu-hk      once more, on purpose
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(help: "The notice's id, such as giay-moi or nhac-dang-ky@3h.")
    var notice: String

    @Option(help: ArgumentHelp("Only these of its recipients.", valueName: "select"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Sends to these on purpose, after an address was mended.", valueName: "select"))
    var again: String?

    @Flag(help: "Says what would be sent, and sends nothing.")
    var dryRun = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let request = SendRequest(
                conference: conference, notice: notice, to: try to.map(SelectorArgument.read),
                again: try again.map(SelectorArgument.read),
                command: "convoke send \(conference) \(notice)")
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let pass = SendPass(office)
            if dryRun { return show(try pass.dryRun(request), console) }
            return try await Sending.run(console) { watch in
                let report = try pass.run(request, watch: watch)
                return Sending.Outcome(
                    lines: SendText(report: report).lines, problem: report.problem,
                    status: report.status)
            }
        }
    }

    private func show(_ plan: DryRun, _ console: Console) -> ExitStatus {
        console.say("\(plan.notice.id): nothing is sent (dry run)")
        console.say("  \(plan.mails.count) would get a mail, \(plan.calls.count) would be called,")
        console.say("  \(plan.settled) have had it or are waiting for their next attempt")
        if plan.answered > 0 {
            console.say("  \(plan.answered) have done already what it reminds of")
        }
        for recipient in plan.mails {
            let address = recipient.contact.emails.first?.description ?? ""
            console.say("  \(recipient.id)  \(recipient.contact.name) <\(address)>")
        }
        return .allWell
    }
}
