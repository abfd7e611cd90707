import ConvokeCore
import Engine

/// A command that sends: it can be interrupted, shows how far it is, and asks when the guard stops it.
enum Sending {
    /// What a run came to, as a person reads it.
    struct Outcome {
        let lines: [String]
        /// What stopped the run; nil when nothing did.
        let problem: Problem?
        let status: ExitStatus
    }

    static func run(
        _ console: Console, _ body: @escaping @Sendable (SendWatch) throws -> Outcome
    ) async throws -> ExitStatus {
        let brake = Brake()
        return try await Interruption.watching(brake, console) {
            try await BlockingThread.run {
                var bar: ProgressBar?
                let outcome = try body(
                    SendWatch(
                        begins: { bar = ProgressBar(console: console, total: $0) },
                        goes: { bar?.show($0) }, ends: { bar?.finish() },
                        confirms: { console.asks($0, "Send all the same?") }, brake: brake))
                show(outcome, console)
                return outcome.status
            }
        }
    }

    private static func show(_ outcome: Outcome, _ console: Console) {
        for line in outcome.lines { console.say(line) }
        guard let problem = outcome.problem else { return }
        console.say()
        _ = console.complain(Problems([problem]))
    }
}
