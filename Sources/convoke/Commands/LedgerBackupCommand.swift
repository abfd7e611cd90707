import ArgumentParser
import ConvokeCore
import Engine

/// `convoke ledger backup`: a copy while others go on writing.
struct LedgerBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the ledger into a new file, while others go on writing.")

    @Argument(help: "The new file; one that exists is never overwritten.")
    var file: String

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            try LedgerPass(office).backup(to: file)
            console.say("\(file) is a copy of \(office.settings.ledger).")
            return .allWell
        }
    }
}
