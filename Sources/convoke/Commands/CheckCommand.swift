import ArgumentParser
import ConvokeCore
import Engine

/// `convoke check`: all problems of all files, and nothing sent.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads everything and reports all problems; sends nothing.")

    @Argument(help: "One conference; all of them unless given.")
    var conference: String?

    @Flag(help: "Also asks whether the document behind each link is there.")
    var links = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let pass = CheckPass(root: options.root(convoke))
            let clock = try options.clock()
            let report = pass.run(only: conference, now: clock.now)
            for remark in report.remarks { console.say("remark  \(remark)") }
            guard report.problems.isEmpty else { throw Problems(report.problems) }
            for remark in try pass.outlook(report, clock: clock) {
                console.say("remark  \(remark)")
            }
            try pass.record(report, clock: clock)
            console.say("\(report.contacts) contacts")
            for summary in report.conferences {
                console.say(
                    "\(summary.id): \(summary.recipients) recipients, \(summary.venues) venues,"
                        + " \(summary.notices) notices  (\(summary.title))")
            }
            if links { try await checkLinks(console) }
            console.say("No problems.")
            return .allWell
        }
    }

    private func checkLinks(_ console: Console) async throws {
        let office = try Office.open(options.root(convoke), clock: try options.clock())
        let count = try await BlockingThread.run {
            try LinkPass(office).run(only: conference)
        }
        console.say("\(count) links answer.")
    }
}
