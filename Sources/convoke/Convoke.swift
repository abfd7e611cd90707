import ArgumentParser
import ConvokeCore

/// The program.
@main
struct Convoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convoke",
        abstract: "Convenes conferences: invitations, reminders, and who has not been reached.",
        discussion: """
            A workspace is a folder with convoke.yaml, contacts, templates and conferences.

              convoke init office                          make one
              convoke -C office check                      read everything, send nothing
              convoke -C office send CONFERENCE NOTICE     send a notice now
              convoke -C office status CONFERENCE          who has been reached, who has not
            """,
        version: "1.0",
        subcommands: [
            InitCommand.self, CheckCommand.self, PreviewCommand.self, SendCommand.self,
            TickCommand.self, StatusCommand.self, ShowCommand.self, ReportCommand.self,
            AgendaCommand.self, RehearseCommand.self,
            AnswerCommand.self, InboxCommand.self, SettleCommand.self, CorrectCommand.self,
            CancelCommand.self, PauseCommand.self, ResumeCommand.self,
            ReleaseCommand.self, CallsCommand.self, ListenCommand.self, ScheduleCommand.self,
            LedgerCommand.self, SandboxCommand.self,
        ])

    @Option(
        name: [.customShort("C"), .customLong("workspace")],
        help: "The workspace; the current folder unless CONVOKE_WORKSPACE names another.")
    var workspace: String?

    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        if let problem = CommandName.problem(words, of: configuration) {
            exit(
                withError: ExitCode(Console(verbose: false).complain(Problems([problem])).rawValue))
        }
        await main(words)
    }
}
