import ArgumentParser
import ConvokeCore
import Engine

/// `convoke init`: a workspace to start from.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a workspace that passes `check`.")

    @Argument(help: "A folder that does not exist yet, or is empty.")
    var dir: String

    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let paths = try InitPass(clock: try options.clock()).run(dir)
            console.say("\(dir) is a workspace now:")
            for path in paths { console.say("  \(path)") }
            console.say()
            console.say("Next: convoke -C \(dir) check")
            return .allWell
        }
    }
}
