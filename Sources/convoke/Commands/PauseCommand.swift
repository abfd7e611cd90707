import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke pause`: the kill switch.
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Holds a conference: nothing goes out until resume; a run stops between messages."
    )

    @Argument(help: "The conference's id.")
    var conference: String

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let isNew = try ControlPass(office).pause(conference, by: NSUserName())
            console.say(
                isNew
                    ? "\(conference) is paused; go on with: convoke resume \(conference)"
                    : "\(conference) was paused already")
            return .allWell
        }
    }
}
