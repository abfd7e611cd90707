import ChildProcess
import Foundation
import Sandbox

/// Plays one round: starts, kills and restarts `convoke send` until it ends by itself.
struct RoundRunner {
    let round: Round
    let folder: RoundFolder
    let convoke: String
    /// How long an undisturbed run of this size takes, in seconds.
    let usual: Double

    /// No process may take longer than this, in seconds.
    private static let patience = 300.0

    struct Failed: Error {
        let what: String
    }

    func play() async throws -> (RoundRecord, Evidence, Verdict) {
        let executioner = Executioner()
        var settings = SandboxConfiguration(directory: folder.relay)
        settings.capabilities.pipelining = round.pipelining
        settings.hook = { executioner.attend($0) }
        let relay = try await SandboxRelay.start(settings)
        do {
            try folder.fill(round, port: relay.smtpPort)
            let record = try await play(relay, executioner)
            try await relay.stop()
            let (evidence, verdict) = try await judge(record)
            return (record, evidence, verdict)
        } catch {
            try await relay.stop()
            throw error
        }
    }

    /// How long one undisturbed run takes, in seconds.
    func measure() async throws -> Double {
        let relay = try await SandboxRelay.start(SandboxConfiguration(directory: folder.relay))
        try folder.fill(round, port: relay.smtpPort)
        let begin = ContinuousClock.now
        try await send()
        let duration = begin.duration(to: .now)
        try await relay.stop()
        return Double(duration.components.seconds)
            + Double(duration.components.attoseconds) / 1e18
    }

    private func play(
        _ relay: SandboxRelay, _ executioner: Executioner
    ) async throws -> RoundRecord {
        var record = RoundRecord()
        for blow in round.blows {
            if let at = try await strike(blow, relay, executioner) {
                record.kills.append(RoundRecord.Kill(point: blow.point, at: at))
            }
        }
        // Undisturbed until nothing is sent any more: what a dead line left in doubt is resent once.
        var before = -1
        for _ in 0..<4 where relay.record.kept != before {
            before = relay.record.kept
            try await send()
            // Bytes of a dead client may still lie in the relay's sockets.
            await relay.clientsGone()
        }
        guard relay.record.kept == before else {
            throw Failed(what: "it never stops sending")
        }
        return record
    }

    /// One run with a blow; the moment at which it fell.
    private func strike(
        _ blow: Blow, _ relay: SandboxRelay, _ executioner: Executioner
    ) async throws -> Date? {
        let left =
            blow.point.isOncePerSession ? round.sessions : round.recipients - relay.record.kept
        let child = try Child(convoke, sendArguments, said)
        executioner.arm(child, blow.point, occurrence: 1 + Int(blow.place * Double(left)))
        var fellAt: Date?
        if blow.point == .instant {
            // The blow falls at this moment, wherever the run is by then: nothing is waited for.
            try await Task.sleep(for: .seconds(blow.place * usual))
            if child.kill() { fellAt = Date() }
        }
        let status = await outcome(of: child)
        fellAt = executioner.disarm() ?? fellAt
        guard fellAt == nil else { return fellAt }
        try check(status)
        return nil
    }

    private var said: Child.Setting { Child.Setting(output: folder.output.path) }

    private var sendArguments: [String] {
        ["-C", folder.root.path, "send", RoundFolder.conference, RoundFolder.notice]
    }

    private func send() async throws {
        try check(await outcome(of: Child(convoke, sendArguments, said)))
    }

    private func check(_ status: Int32) throws {
        guard status == 0 || status == 1 else {
            throw Failed(what: "send ended with \(status)")
        }
    }

    /// Waits for the child's end, and ends it when it takes too long.
    private func outcome(of child: Child) async -> Int32 {
        let watch = Task {
            // The limit itself: cancelled when the child ends by itself.
            try await Task.sleep(for: .seconds(Self.patience))
            _ = child.kill()
        }
        defer { watch.cancel() }
        return await child.wait()
    }

    private func judge(_ record: RoundRecord) async throws -> (Evidence, Verdict) {
        let verify = try Child(
            convoke, ["-C", folder.root.path, "ledger", "verify"], said)
        guard await outcome(of: verify) == 0 else {
            throw Failed(what: "convoke ledger verify found something: see output.txt")
        }
        let file = folder.root.appending(path: "status.json")
        let status = try Child(
            convoke,
            ["-C", folder.root.path, "status", RoundFolder.conference, "--json", "--deliveries"],
            Child.Setting(output: file.path))
        try check(await outcome(of: status))
        let evidence = try Evidence(round, folder, status: try Data(contentsOf: file))
        return (evidence, try Verdict(evidence, kills: record.kills.count))
    }
}
