import ArgumentParser

/// `convoke ledger`: looks after the file in which everything is kept.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Checks the ledger, or copies it.",
        subcommands: [LedgerVerifyCommand.self, LedgerBackupCommand.self])
}
