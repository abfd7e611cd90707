import ArgumentParser
import ConvokeCore
import Engine
import LedgerStore

/// `convoke ledger verify`: is the ledger in order?
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks the file, its references and every invariant; changes nothing.",
        discussion: "Ends with 74 when something is found.")

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            guard let findings = try LedgerPass(office).verify() else {
                console.say("There is no ledger yet.")
                return .allWell
            }
            for finding in findings { say(finding, console) }
            if findings.isEmpty { console.say("\(office.settings.ledger) is in order.") }
            return findings.isEmpty ? .allWell : .ledger
        }
    }

    private func say(_ finding: LedgerFinding, _ console: Console) {
        console.say("\(finding.what):")
        for row in finding.rows { console.say("  \(row)") }
    }
}
