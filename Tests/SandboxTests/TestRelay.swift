import Foundation
import Testing

@testable import Sandbox

/// A relay in a folder of its own, gone after the test.
struct TestRelay {
    let relay: SandboxRelay

    var port: Int { relay.smtpPort }

    /// What a test changes before its relay starts.
    struct Setup {
        let change: (inout SandboxConfiguration) -> Void

        /// Runs a test against a fresh relay and stops it whatever happens.
        func run(_ test: (TestRelay) async throws -> Void) async throws {
            try await TestRelay.run(changedBy: change, test)
        }
    }

    static func with(_ change: @escaping (inout SandboxConfiguration) -> Void) -> Setup {
        Setup(change: change)
    }

    static func run(_ test: (TestRelay) async throws -> Void) async throws {
        try await run(changedBy: { _ in }, test)
    }

    private static func run(
        changedBy change: (inout SandboxConfiguration) -> Void,
        _ test: (TestRelay) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "sandbox-\(UUID().uuidString)")
        var configuration = SandboxConfiguration(directory: directory)
        change(&configuration)
        let relay = try await SandboxRelay.start(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(try await test(TestRelay(relay: relay)))
        } catch {
            result = .failure(error)
        }
        try await relay.stop()
        try FileManager.default.removeItem(at: directory)
        try result.get()
    }

    /// The kept messages, in the order of the record.
    func messages() throws -> [Data] {
        try envelopes().map { try Data(contentsOf: relay.directory.appending(path: $0.file)) }
    }

    func envelopes() throws -> [SandboxEnvelope] {
        try SandboxEnvelope.read(from: relay.envelopes)
    }

    func files(_ folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: relay.directory.appending(path: folder), includingPropertiesForKeys: nil)
    }

    /// Sends one message command by command; the replies' codes, as far as they came.
    func send(
        to recipient: String, from sender: String = "office@sender.example",
        text: [String] = ["Subject: Test", "", "Text"]
    ) async throws -> [String] {
        let client = try await SMTPClient.greeted(port)
        var codes: [String] = []
        for line in ["MAIL FROM:<\(sender)>", "RCPT TO:<\(recipient)>", "DATA"] {
            codes.append(String(try await client.ask(line).prefix(3)))
            guard codes.last?.first == "2" || codes.last == "354" else { return codes }
        }
        try await client.say(bytes: (text + ["."]).wire)
        return codes + [String(try await client.reply().prefix(3))]
    }
}

/// The stages that a hook was told of, to be waited for.
final class Witness: Sendable {
    let moments: AsyncStream<SandboxMoment>
    private let told: AsyncStream<SandboxMoment>.Continuation

    init() { (moments, told) = AsyncStream.makeStream() }

    func hook(_ answers: [SandboxStage: SandboxDirective] = [:]) -> SandboxHook {
        { moment in
            self.told.yield(moment)
            return answers[moment.stage] ?? .proceed
        }
    }

    /// The moments up to the first of `stage`; the test's time limit ends a wait in vain.
    func moments(until stage: SandboxStage) async -> [SandboxMoment] {
        var moments: [SandboxMoment] = []
        for await moment in self.moments {
            moments.append(moment)
            if moment.stage == stage { break }
        }
        return moments
    }
}
