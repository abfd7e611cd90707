import Addresses
import ArgumentParser
import ConvokeCore
import Engine

/// `convoke preview`: messages to look at.
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Writes messages to look at, or mails one to yourself; nothing is tracked.",
        usage: "convoke preview <conference> <notice> [options]",
        discussion: """
              convoke preview van-hoa-2021 giay-moi --to hu-hk --out look
              convoke preview van-hoa-2021 giay-moi --mail me@office.example
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(help: "The notice's id.")
    var notice: String

    @Option(help: ArgumentHelp("Only these of its recipients.", valueName: "select"))
    var to: String?

    @Option(help: "The folder to write to.")
    var out = "preview"

    @Option(help: ArgumentHelp("Mails the first of them here instead.", valueName: "address"))
    var mail: String?

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let request = SendRequest(
                conference: conference, notice: notice, to: try to.map(SelectorArgument.read))
            if let mail {
                let address = try AddressArgument.read(mail)
                let reply = try await BlockingThread.run {
                    try PreviewPass(office).mail(request, to: address)
                }
                console.say("Mailed to \(address): \(reply.text)")
            } else {
                try write(request, office, console)
            }
            return .allWell
        }
    }

    private func write(_ request: SendRequest, _ office: Office, _ console: Console) throws {
        let paths = try PreviewPass(office).write(request, to: out)
        for path in paths.prefix(10) { console.say("\(path).eml  \(path).html") }
        if paths.count > 10 { console.say("and \(paths.count - 10) more in \(out)") }
        let texts = try PreviewPass(office).writeTexts(request, to: out)
        guard let longest = texts.max(by: { ($0.parts, $0.units) < ($1.parts, $1.units) }) else {
            return
        }
        console.say(
            "as a text to \(texts.count): at most \(longest.parts) \(longest.parts == 1 ? "part" : "parts")"
                + " (\(longest.units) \(longest.isUnicode ? "characters of UCS-2" : "of GSM 03.38"))"
        )
        console.say("  \(longest.text)")
    }
}

/// A mail address on the command line.
enum AddressArgument {
    static func read(_ text: String) throws(Problem) -> EmailAddress {
        do throws(EmailAddressError) {
            return try EmailAddress(parsing: text)
        } catch {
            var problem = error.problem(for: text, at: Place("--mail"))
            problem.status = .usage
            throw problem
        }
    }
}
