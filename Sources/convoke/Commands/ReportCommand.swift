import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke report`: the conference as a whole, on the screen, as a page and as tables.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "What was reached, what failed and how it was mended; as a page and as tables.",
        usage: "convoke report <conference> [options]",
        discussion: """
              convoke report van-hoa-2021                    in the terminal
              convoke report van-hoa-2021 --html report.html for screen, phone or A4
              convoke report van-hoa-2021 --csv tables       deliveries, answers, calls
              convoke report van-hoa-2021 --evidence proof   all of it, to be checked
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Option(help: ArgumentHelp("Writes the page.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Writes the tables into this folder.", valueName: "dir"))
    var csv: String?

    @Option(
        help: ArgumentHelp(
            "Writes messages as sent, replies, answers and the journal into this new folder.",
            valueName: "dir"))
    var evidence: String?

    @Option(
        help: ArgumentHelp(
            "The language of page and summary, vi or en; of most recipients unless given.",
            valueName: "tag"))
    var language: String?

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let proven = try evidence.map { try prove(office, in: $0, console) } ?? .allWell
            if evidence != nil, html == nil, csv == nil { return proven }
            let report = try AccountPass(office).run(try request())
            let files = ReportFiles(report)
            if let html { console.say(try files.writePage(to: html)) }
            if let csv { for path in try files.writeTables(to: csv) { console.say(path) } }
            if html == nil, csv == nil {
                for line in ReportText(report).lines { console.say(line) }
            }
            for problem in report.remarks {
                for line in ProblemText.lines(problem, verbose: options.verbose) {
                    console.complain(line)
                }
            }
            return proven
        }
    }

    private func prove(
        _ office: Office, in folder: String, _ console: Console
    ) throws(Problems) -> ExitStatus {
        let request = EvidenceRequest(conference: conference, folder: folder)
        let report = try EvidencePass(office).run(request)
        for line in EvidenceText.lines(report) { console.say(line) }
        return report.findings.isEmpty ? .allWell : .ledger
    }

    private func request() throws(Problem) -> AccountRequest {
        var request = AccountRequest(conference: conference)
        request.language = try PageLanguage.read(language)
        request.wantsSamples = html != nil
        return request
    }
}
