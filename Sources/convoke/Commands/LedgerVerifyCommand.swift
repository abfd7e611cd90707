import ArgumentParser
import ConvokeCore
import Engine
import LedgerStore

/// `convoke ledger verify`: is the ledger in order?
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Checks the file, every invariant, and each row against the journal; changes nothing.",
        discussion: """
            Ends with 74 when something is found. It prints the hash with which the journal ends: noted \
            down elsewhere, and given to --expect later, it shows that nothing before it was changed.
            """)

    @Option(
        help: ArgumentHelp(
            "A hash that was noted down: it has to be in the journal.", valueName: "hash"))
    var expect: [String] = []

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            guard let check = try LedgerPass(office).verify(expecting: expect) else {
                console.say("There is no ledger yet.")
                return .allWell
            }
            for line in check.findings.flatMap(ChainText.lines) { console.say(line) }
            if check.findings.isEmpty { console.say("\(office.settings.ledger) is in order.") }
            for head in check.found {
                console.say("Noted: \(head.hash) is row \(head.number) of the journal.")
            }
            if let head = check.head { console.say(ChainText.line(head)) }
            return check.findings.isEmpty ? .allWell : .ledger
        }
    }
}
