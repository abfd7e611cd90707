import ArgumentParser
import ConvokeCore
import Engine

/// `convoke resume`: lets a paused conference go on.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets a paused conference go on with the next tick.")

    @Argument(help: "The conference's id.")
    var conference: String

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let wasPaused = try ControlPass(office).resume(conference)
            console.say(
                wasPaused
                    ? "\(conference) goes on with the next tick or send"
                    : "\(conference) was not paused")
            return .allWell
        }
    }
}
