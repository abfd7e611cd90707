import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke status`: where everything stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where everything stands: who has been reached, who not.",
        usage: "convoke status [<conference>] [options]")

    @Argument(help: "The conference's id; all conferences unless given.")
    var conference: String?

    @Option(help: "Only this notice.")
    var notice: String?

    @Option(
        help: ArgumentHelp(
            "Only deliveries in this state: \(StatusCommand.states).", valueName: "state"))
    var state: [String] = []

    @Option(help: ArgumentHelp("Only deliveries to these.", valueName: "select"))
    var to: String?

    @Flag(help: "As JSON.")
    var json = false

    @Flag(help: "Lists single deliveries.")
    var deliveries = false

    @Flag(help: "Shows it anew every few seconds, until Ctrl-C; only on a terminal.")
    var watch = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    private static var states: String {
        DeliveryState.allCases.map(\.rawValue).joined(separator: ", ")
    }

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            if watch, console.isTerminal, !json { return try await watch(office, console) }
            let reports = try reports(office)
            for report in reports { try show(report, console) }
            return reports.contains(where: \.needsSomebody) ? .needsPerson : .allWell
        }
    }

    private func reports(_ office: Office) throws -> [StatusReport] {
        if let conference { return [try StatusPass(office).run(try request(conference))] }
        let all = try office.conferences().map { id in
            var request = try request(id)
            request.isNamed = false
            return try StatusPass(office).run(request)
        }
        let known = notice == nil ? all : all.filter { !$0.notices.isEmpty }
        guard known.isEmpty, let first = all.first?.conference else { return known }
        // None of them has it: the problem names the nearest.
        return [try StatusPass(office).run(try request(first))]
    }

    /// Draws the screen in one write, so that it does not flicker.
    private func watch(_ office: Office, _ console: Console) async throws -> ExitStatus {
        let screen = Task {
            while !Task.isCancelled {
                var lines: [String] = []
                for report in try reports(office) {
                    try StatusText(report: report).writeScreen { lines.append($0) }
                    lines.append("")
                }
                console.redraw(screen: lines)
                try await Task.sleep(for: .seconds(5))
            }
        }
        await Interruption.wait()
        screen.cancel()
        return .allWell
    }

    private func request(_ id: String) throws(Problem) -> StatusRequest {
        var states = Set<DeliveryState>()
        for word in state {
            guard let state = DeliveryState(rawValue: word) else {
                throw Problem(
                    .usage, "There is no state of that name", found: word,
                    expected: Self.states, fix: "Write one of these after --state.")
            }
            states.insert(state)
        }
        return StatusRequest(
            conference: id, notice: notice, states: states, to: try to.map(SelectorArgument.read),
            listsDeliveries: deliveries || !states.isEmpty || to != nil)
    }

    private func show(_ report: StatusReport, _ console: Console) throws {
        if json {
            try report.writeJSON { console.say(piece: $0) }
        } else {
            try StatusText(report: report).write { console.say($0) }
        }
        for problem in report.remarks {
            for line in ProblemText.lines(problem, verbose: options.verbose) {
                console.complain(line)
            }
        }
    }
}
