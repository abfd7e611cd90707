import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke cancel`: calls a conference off.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Calls a conference off: ends what is pending, and tells those who know of it.",
        discussion: """
              convoke cancel van-hoa-2021         call it off; again, it tells no one twice
              convoke cancel van-hoa-2021 --undo  it takes place; nobody is told by this
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Flag(help: "It takes place after all.")
    var undo = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let pass = CancelPass(office)
            if undo {
                console.say(
                    try pass.undo(conference)
                        ? "\(conference) takes place after all. What was ended stays ended; tell"
                            + " those who know with: convoke send \(conference) NOTICE --again all"
                        : "\(conference) was not called off")
                return .allWell
            }
            return try await Sending.run(console) { watch in
                let report = try pass.run(conference, by: NSUserName(), watch: watch)
                return Sending.Outcome(
                    lines: CancellationText(report: report).lines, problem: report.sent.problem,
                    status: report.status)
            }
        }
    }
}
