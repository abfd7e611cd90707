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
            if let word = expect.first(where: { !Self.isHash($0) }) { throw Problem.notAHash(word) }
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

    /// A SHA-256 in hexadecimal.
    private static func isHash(_ word: String) -> Bool {
        word.count == 64 && word.allSatisfy(\.isHexDigit)
    }
}

extension Problem {
    /// A slip of the pen is no sign that the ledger was changed.
    fileprivate static func notAHash(_ word: String) -> Problem {
        Problem(
            .usage, "This is not a hash of the journal", at: Place("--expect"),
            found: String(word.prefix(80)), expected: "64 hexadecimal digits",
            fix: "Write the whole hash as an earlier ledger verify printed it.")
    }
}
