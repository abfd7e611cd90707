import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// What every command understands.
struct Options: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("workspace")],
        help: ArgumentHelp("The workspace.", visibility: .hidden))
    var workspace: String?

    @Option(
        help: ArgumentHelp(
            "Sets the clock, frozen, for this call: ISO 8601 with an offset. Only against loopback.",
            valueName: "instant"))
    var now: String?

    @Flag(help: "Shows technical detail with each problem.")
    var verbose = false
}

extension Options {
    /// The clock that the call runs by.
    func clock() throws(Problem) -> Clock {
        guard let now else { return .real }
        guard let instant = Instant.parse(now) else {
            throw Problem(
                .usage, "--now is no instant", found: now,
                expected: "ISO 8601 with an offset, such as 2021-11-19T08:00+07:00",
                fix: "Write date, time and offset.")
        }
        return .frozen(at: instant)
    }

    /// The folder: `-C` after the command, before it, CONVOKE_WORKSPACE, the current folder.
    func root(_ convoke: Convoke) -> String {
        workspace ?? convoke.workspace
            ?? ProcessInfo.processInfo.environment["CONVOKE_WORKSPACE"] ?? "."
    }

    /// Runs a command's body and ends the program as design and sysexits want it: what went wrong is
    /// a list of problems on standard error, never a stack of technical words.
    func run(_ body: (Console) async throws -> ExitStatus) async throws {
        // A relay that hangs up, or a reader that closes its pipe, is an error to handle, not a death.
        signal(SIGPIPE, SIG_IGN)
        let console = Console(verbose: verbose)
        let status: ExitStatus
        do {
            status = try await body(console)
        } catch let problems as Problems {
            status = console.complain(problems)
        } catch let problem as Problem {
            status = console.complain(Problems([problem]))
        }
        if status != .allWell { throw ExitCode(status.rawValue) }
    }
}

extension Console {
    /// Prints problems; says what to end with.
    func complain(_ problems: Problems) -> ExitStatus {
        for line in ProblemText.lines(problems.list, verbose: isVerbose) { complain(line) }
        return problems.status
    }
}
