import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke release`: a person's word that a notice may go out although the guard stopped it.
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Lets a notice go out that was stopped because of its number of recipients.")

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(help: "The notice's id.")
    var notice: String

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let isNew = try ControlPass(office).release(
                conference, notice: notice, by: NSUserName())
            console.say(
                isNew ? "\(notice) may go out now" : "\(notice) was released already")
            return .allWell
        }
    }
}
