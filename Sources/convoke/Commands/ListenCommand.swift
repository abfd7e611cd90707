import ArgumentParser
import ConvokeCore
import Engine
import Foundation
import Listening

/// `convoke listen`: hears what the gateway for text messages calls back with.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Hears delivery reports and replies from the gateway for text messages.",
        usage: "convoke listen [options]",
        discussion: """
            GET /dlr is a report about a text that was sent: dlr_url under sms in convoke.yaml.
            GET /reply is a text that somebody sent: from, text and coding, as Kannel's
            get-url = "http://127.0.0.1:2709/reply?from=%p&text=%b&coding=%c" gives them.
            One line is printed for each; a text that a person has to read begins with TO READ
            and lies in \(ReportPass.kept) too.
            """)

    @Option(help: ArgumentHelp("Where to listen.", valueName: "port"))
    var port = 2709

    @Option(help: ArgumentHelp("On which address of this machine.", valueName: "address"))
    var host = "127.0.0.1"

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            guard (0...65_535).contains(port) else {
                throw Problem(
                    .usage, "There is no such port", found: "\(port)",
                    expected: "a number from 1 to 65535", fix: "Write one after --port.")
            }
            let root = options.root(convoke)
            let ear = Ear(
                office: try Office.open(root, clock: try options.clock()), console: console)
            let listener = try await start(ear)
            console.say("listening on \(host), port \(listener.port); Ctrl-C ends it")
            await Interruption.wait()
            try await listener.stop()
            return .allWell
        }
    }

    private func start(_ ear: Ear) async throws -> Listener {
        do {
            return try await Listener.start(host: host, port: port) { await ear.hear($0, $1) }
        } catch let error as ListeningError {
            throw Problem(
                .unreachable, "Nothing can be heard on \(host), port \(port)",
                fix: "Choose another port with --port, or stop what listens there.",
                detail: error.reason)
        }
    }
}

/// Passes calls on, and says what came of each.
private struct Ear: Sendable {
    /// A text's attempt ends within seconds of the report that overtook it.
    private static let patience = 50

    let office: Office
    let console: Console

    /// The HTTP status. Only what a gateway should try again is not its own fault: 503.
    func hear(_ path: String, _ query: String) async -> Int {
        do {
            let heard = try await settled(path, query)
            console.say(heard.line)
            switch heard.verdict {
            case .taken: return 200
            case .notUnderstood: return 400
            case .tooEarly: return 503
            }
        } catch let problems as Problems {
            _ = console.complain(problems)
        } catch {
            console.complain("\(error)")
        }
        return 503
    }

    /// Asks again while the text that a report is about is just being sent.
    private func settled(_ path: String, _ query: String) async throws -> Heard {
        let pass = ReportPass(office)
        var heard = try await BlockingThread.run { try pass.take(path: path, query: query) }
        for _ in 0..<Self.patience where heard.verdict == .tooEarly {
            try await Task.sleep(for: .milliseconds(200))
            heard = try await BlockingThread.run { try pass.take(path: path, query: query) }
        }
        return heard
    }
}
