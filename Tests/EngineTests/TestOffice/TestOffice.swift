import ConvokeCore
import Foundation
import LedgerStore
import SMTP
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// An office in a folder of its own with a relay of its own, and short words for what a secretary does
/// there. The folder stays, and its path is printed, when the test fails.
struct TestOffice: Sendable {
    let folder: URL
    let relay: SandboxRelay

    /// Friday, 19 November 2021, 8 o'clock: the invitation is due, the meeting five days off.
    static let now = Date(timeIntervalSince1970: 1_637_283_600)

    /// Opens an office, tells the story, stops the relay whatever happens.
    static func with(
        _ files: OfficeFiles, scheme: String = "smtp",
        relay configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ story: (TestOffice) async throws -> Void
    ) async throws {
        let folder = try Folders.make()
        var configuration = SandboxConfiguration(directory: folder.appending(path: "sandbox"))
        configuration.port = try LoopbackPort.free()
        configure(&configuration)
        let relay = try await SandboxRelay.start(configuration)
        let office = TestOffice(folder: folder, relay: relay)
        let result: Result<Void, any Error>
        do {
            try office.write(files)
            result = .success(try await story(office))
        } catch {
            result = .failure(error)
        }
        try await relay.stop()
        try result.get()
    }

    // MARK: - The files

    /// Writes the office's files, anew where they are there.
    func write(_ files: OfficeFiles) throws {
        try files.write(to: folder, relay: "smtp://127.0.0.1:\(relay.smtpPort)")
    }

    func write(_ text: String, to path: String) throws {
        try OfficeFiles.write(text, to: folder.appending(path: path))
    }

    /// Writes a secret, which only its owner may read.
    func keep(_ secret: String, in path: String) throws {
        try write(secret, to: path)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder.appending(path: path).path)
    }

    // MARK: - The commands

    func open(at now: Date? = now) throws -> Office {
        try Office.open(folder.path, clock: now.map { .frozen(at: $0) } ?? .real)
    }

    @discardableResult
    func send(
        _ notice: String = "invitation", to: String? = nil, again: String? = nil,
        at now: Date? = now, limits: TimeLimits = TimeLimits()
    ) async throws -> SendReport {
        let office = try open(at: now)
        let request = try request(notice, to, again)
        return try await blocking { try SendPass(office, limits: limits).run(request) }
    }

    func dryRun(
        _ notice: String = "invitation", to: String? = nil, again: String? = nil,
        at now: Date? = now
    ) async throws -> DryRun {
        let office = try open(at: now)
        let request = try request(notice, to, again)
        return try await blocking { try SendPass(office).dryRun(request) }
    }

    func status(at now: Date? = now) async throws -> StatusReport {
        let office = try open(at: now)
        return try await blocking {
            try StatusPass(office).run(
                StatusRequest(conference: "meeting", listsDeliveries: true))
        }
    }

    func show(_ recipient: String) async throws -> ShowReport {
        let office = try open()
        return try await blocking { try ShowPass(office).run("meeting", recipient) }
    }

    private func request(_ notice: String, _ to: String?, _ again: String?) throws -> SendRequest {
        SendRequest(
            conference: "meeting", notice: notice, to: try to.map { try Selector(parsing: $0) },
            again: try again.map { try Selector(parsing: $0) },
            command: "convoke send meeting \(notice)")
    }

    // MARK: - What can be seen

    /// The mails that the relay has kept.
    func kept() throws -> [SandboxEnvelope] {
        try SandboxEnvelope.read(from: relay.envelopes)
    }

    /// How often each address got a mail.
    func received() throws -> [String: Int] {
        try kept().flatMap(\.recipients).reduce(into: [:]) { $0[$1.address, default: 0] += 1 }
    }

    /// The numbers of mails that addresses got: `[1]` when each got one.
    func copies() throws -> Set<Int> { Set(try received().values) }

    /// How many deliveries are in each state.
    func counts() async throws -> [DeliveryState: Int] {
        try await deliveries().reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    }

    func deliveries() async throws -> [Delivery] {
        try await status().deliveries?.all().map(\.delivery) ?? []
    }

    func delivery(_ address: String) async throws -> Delivery {
        try #require(try await deliveries().last { $0.address == address })
    }

    var hasLedger: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "ledger.sqlite").path)
    }

    /// Whatever happened: the ledger keeps its own promises.
    func expectSoundLedger(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = folder.appending(path: "ledger.sqlite").path
        let reader = try #require(try LedgerReader.open(at: path), sourceLocation: sourceLocation)
        #expect(try reader.verify(realNow: Date()) == [], sourceLocation: sourceLocation)
    }
}

/// The problems that stop what is tried.
func problems(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> Problems {
    let thrown = await #expect(throws: Problems.self, sourceLocation: sourceLocation) {
        try await body()
    }
    return try #require(thrown, sourceLocation: sourceLocation)
}
