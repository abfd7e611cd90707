package import Foundation

/// Where the sandbox's gateway listens, where it keeps texts, and how it behaves.
package struct SandboxGatewayConfiguration: Sendable {
    /// The folder that gets `texts.jsonl`; made if missing.
    package var directory: URL
    /// `127.0.0.1`, another 127.x.y.z, `::1` or `localhost`. Anything else is refused at start.
    package var host = "127.0.0.1"
    /// 0 takes any free port.
    package var port = 0
    /// How long the reports of late numbers, and the answers to slow ones, take.
    package var delay: Duration = .seconds(5)
    /// How often a report is brought that nobody takes, without a pause: who is not there in that moment
    /// does not get it, and who needs time holds the call.
    package var reportTries = 3
    /// Misbehaviour by number in E.164, beside the numbers that every sandbox knows.
    package var misbehaviours: [String: TextMisbehaviour] = [:]
    /// Told of every stage of every text. The text waits until it returns.
    package var hook: TextHook?

    package init(directory: URL) {
        self.directory = directory
    }
}
