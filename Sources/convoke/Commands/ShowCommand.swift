import ArgumentParser
import ConvokeCore
import Engine

/// `convoke show`: one recipient's story.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Everything that happened with one recipient, in order.")

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(help: "The contact's id.")
    var recipient: String

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let report = try ShowPass(office).run(conference, recipient)
            for line in ShowText(report: report).lines { console.say(line) }
            return .allWell
        }
    }
}
