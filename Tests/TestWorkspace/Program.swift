import ChildProcess
package import Foundation

/// The built `convoke`, run as a process of its own.
package struct Program: Sendable {
    /// What a run left behind.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let complaints: String

        /// Everything that was written.
        package var words: String { output + complaints }
    }

    private let scratch: URL
    private let environment: [String: String]

    /// Needs a folder of the running test for the output.
    package init(environment: [String: String] = [:]) throws {
        scratch = try Folders.make("program")
        var all = ProcessInfo.processInfo.environment
        all["CONVOKE_WORKSPACE"] = nil
        all["CONVOKE_SMTP_PASSWORD"] = nil
        self.environment = all.merging(environment) { $1 }
    }

    /// Where the build put it: beside the tests.
    package static var path: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "convoke")
    }

    package func callAsFunction(_ arguments: String..., in folder: URL? = nil) async throws
        -> Outcome
    {
        try await run(arguments, in: folder)
    }

    package func run(_ arguments: [String], in folder: URL? = nil) async throws -> Outcome {
        try await start(arguments, in: folder).wait()
    }

    /// Starts it and lets it run.
    package func start(_ arguments: [String], in folder: URL? = nil) throws -> Running {
        let base = scratch.appending(path: UUID().uuidString)
        return try Running(
            arguments, in: folder ?? scratch, environment, base.appendingPathExtension("out"),
            base.appendingPathExtension("err"))
    }
}

/// A process of the program that may still run.
package struct Running: Sendable {
    private let child: Child
    private let transcript: Transcript
    private let complaints: URL

    fileprivate init(
        _ arguments: [String], in folder: URL, _ environment: [String: String], _ output: URL,
        _ complaints: URL
    ) throws {
        self.complaints = complaints
        transcript = try Transcript(at: output.path)
        child = try Child(
            Program.path.path, arguments,
            Child.Setting(
                folder: folder.path, environment: environment, output: output.path,
                complaints: complaints.path))
        transcript.begin()
    }

    package var id: Int32 { child.pid }
    package var isRunning: Bool { child.isRunning }

    /// What it has said up to now.
    package var saidSoFar: String { transcript.text }

    /// Returns true as soon as it has said these words, false when it ended without them.
    package func says(_ words: String) async -> Bool { await transcript.says(words) }

    /// False when it had ended by itself.
    package func signal(_ number: Int32) -> Bool { child.signal(number) }

    /// Waits until it has ended. A process that a signal ended has the status 128 and that signal's
    /// number, as a shell says it.
    package func wait() async throws -> Program.Outcome {
        let status = await child.wait()
        return Program.Outcome(
            status: status, output: await transcript.whole(),
            complaints: try String(contentsOf: complaints, encoding: .utf8))
    }
}
