import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke agenda`: the timeline.
struct AgendaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda", abstract: "What goes out when, to how many.")

    @Argument(help: "The conference's id.")
    var conference: String

    @Flag(help: "As JSON.")
    var json = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let report = try AgendaPass(office).run(conference)
            if json {
                console.say(try report.json())
            } else {
                for line in AgendaText(report: report).lines { console.say(line) }
            }
            return .allWell
        }
    }
}
