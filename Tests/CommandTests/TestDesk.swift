import ConvokeCore
import Foundation
import Sandbox
import TestWorkspace
import Testing

/// A workspace, a relay, and the program at hand.
struct TestDesk: Sendable {
    let folder: URL
    let relay: SandboxRelay
    let convoke: Program

    static let now = "2021-11-19T08:00+07:00"

    /// A small office, as a test wants it.
    static func office(
        _ files: OfficeFiles = OfficeFiles(count: 3), environment: [String: String] = [:],
        relay configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ story: (TestDesk) async throws -> Void
    ) async throws {
        try await with(Folders.make(), environment, configure) { desk in
            try files.write(to: desk.folder, relay: desk.url)
            try await story(desk)
        }
    }

    /// The sample workspace.
    static func sample(_ story: (TestDesk) async throws -> Void) async throws {
        let sample = try SampleWorkspace.copy()
        try await with(sample.folder, [:], { _ in }) { desk in
            try sample.use(relay: desk.relay.smtpPort)
            try await story(desk)
        }
    }

    private static func with(
        _ folder: URL, _ environment: [String: String],
        _ configure: (inout SandboxConfiguration) -> Void,
        _ story: (TestDesk) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(directory: folder.appending(path: "sandbox"))
        configuration.port = try LoopbackPort.free()
        configure(&configuration)
        let relay = try await SandboxRelay.start(configuration)
        let desk = TestDesk(
            folder: folder, relay: relay, convoke: try Program(environment: environment))
        let result: Result<Void, any Error>
        do {
            result = .success(try await story(desk))
        } catch {
            result = .failure(error)
        }
        try await relay.stop()
        try result.get()
    }

    var url: String { "smtp://127.0.0.1:\(relay.smtpPort)" }

    /// A command in this workspace, at the moment when the invitation is due.
    func run(_ arguments: String..., now: String? = now) async throws -> Program.Outcome {
        try await convoke.run(
            ["-C", folder.path] + arguments + (now.map { ["--now", $0] } ?? []))
    }

    func write(_ text: String, to path: String) throws {
        try OfficeFiles.write(text, to: folder.appending(path: path))
    }

    /// How many files lie in the relay's Maildir.
    func kept() throws -> Int {
        try FileManager.default.contentsOfDirectory(
            atPath: relay.mail.appending(path: "new").path
        ).count
    }
}

extension Program.Outcome {
    /// As the documents name it; nil for a number that no document names.
    var exit: ConvokeCore.ExitStatus? { .init(rawValue: status) }
}
