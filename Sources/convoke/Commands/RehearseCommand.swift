import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke rehearse`: plays a conference before it happens.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Plays the whole conference in advance: who would be missed, and why.",
        usage: "convoke rehearse <conference> [options]",
        discussion: """
            The real program runs with a clock that is set, against a relay, a gateway and people who
            are made up. Nothing leaves this machine, and nothing in the workspace is changed.

              convoke rehearse van-hoa-2021                     a usual day
              convoke rehearse van-hoa-2021 --seed 7            other people are missed
              convoke rehearse van-hoa-2021 --world bad.yaml    a bad day, see docs/rehearsal.md
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Option(help: ArgumentHelp("What happens on that day, as YAML.", valueName: "file"))
    var world: String?

    @Option(help: ArgumentHelp("Another number is another day.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Writes the page, rehearsal.html, and the rehearsal's ledger into this folder.",
            valueName: "dir"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "The language of the page, vi or en; of most recipients unless given.",
            valueName: "tag"))
    var language: String?

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let wanted = try request()
            let brake = Brake()
            let report = try await Interruption.watching(
                brake, console, "Stopping; nothing of the rehearsal is kept."
            ) {
                try await RehearsalPass(office).run(wanted, brake: brake)
            }
            for line in RehearsalText(report: report, verbose: options.verbose).lines {
                console.say(line)
            }
            if let out, let account = report.account {
                console.say()
                console.say(try ReportFiles(account).writePage(to: "\(out)/rehearsal.html"))
            }
            return report.status
        }
    }

    private func request() throws(Problem) -> RehearsalRequest {
        var request = RehearsalRequest(conference: conference)
        request.seed = seed
        request.out = out
        request.wantsPage = out != nil
        request.language = try PageLanguage.read(language)
        request.world = try world.map { path throws(Problem) in
            RehearsalRequest.File(name: path, text: try text(of: path))
        }
        return request
    }

    private func text(of path: String) throws(Problem) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Problem(
                .file, "The world cannot be read", at: Place(path),
                fix: "Look at the path after --world; the file must be text in UTF-8.",
                detail: "\(error)")
        }
    }
}
