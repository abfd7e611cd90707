import ArgumentParser
import ConvokeCore
import Engine

/// `convoke settle`: a person's word on a delivery.
struct SettleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "A person's word on a failed, missed or doubtful delivery.",
        usage: "convoke settle <conference> <id> arrived|resend|handled [options]",
        discussion: """
              arrived   it got there after all
              resend    send it once more, with the next send
              handled   it was dealt with in another way, such as by telephone

              convoke settle van-hoa-2021 17 arrived --note "the archive has it"
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(help: "The delivery's number, as status --deliveries and show print it.")
    var id: String

    @Argument(help: "arrived, resend or handled.")
    var word: String

    @Option(help: ArgumentHelp("What is to be remembered.", valueName: "text"))
    var note: String?

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let request = try request()
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let delivery = try SettlePass(office).run(request)
            for line in SettleText(delivery: delivery, word: request.word).lines {
                console.say(line)
            }
            return .allWell
        }
    }

    private func request() throws(Problem) -> SettleRequest {
        guard let number = Int64(id.drop { $0 == "#" }) else {
            throw Problem(
                .usage, "That is no delivery's number", found: id, expected: "such as 17",
                fix: "convoke status \(conference) --deliveries lists the numbers.")
        }
        guard let settlement = Settlement(rawValue: word) else {
            throw Problem(
                .usage, "There is no such word", found: word,
                expected: Settlement.allCases.map(\.rawValue).joined(separator: ", "),
                fix: "Write one of these behind the number.")
        }
        return SettleRequest(
            conference: conference, delivery: number, word: settlement, note: note)
    }
}
