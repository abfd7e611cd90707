import ConvokeCore
import Foundation

/// `crash-test [ROUNDS] [SEED]`: kills `convoke send` and compares the ledger with the relay.
///
/// Everything stays on loopback, and only processes that it started are ended, by their id.
@main
struct CrashTest {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().map { UInt64($0) }
        guard numbers.count <= 2, !numbers.contains(nil) else {
            say("crash-test [ROUNDS] [SEED]")
            exit(64)
        }
        let given = numbers.compactMap(\.self)
        let rounds = min(Int(given.first ?? 20), 10_000)
        let seed = given.count > 1 ? given[1] : UInt64.random(in: 0..<1_000_000)
        say("\(rounds) rounds, seed \(seed)")
        var series = try Series(seed: seed)
        for number in 1...max(1, rounds) { try await series.play(number) }
        series.finish()
    }
}

/// The rounds of one seed.
struct Series {
    private let seed: UInt64
    private let parent: URL
    private let convoke: String
    private var totals = Totals()
    /// Seconds that an undisturbed run took, by recipients.
    private var usual: [Int: Double] = [:]

    init(seed: UInt64) throws {
        self.seed = seed
        parent = FileManager.default.temporaryDirectory.appending(
            path: "convoke-crash-\(seed)-\(getpid())")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        convoke = own.appending(path: "convoke").path
    }

    mutating func play(_ number: Int) async throws {
        let round = Round(number: number, seed: seed)
        let folder = try RoundFolder(round, in: parent)
        do {
            let runner = RoundRunner(
                round: round, folder: folder, convoke: convoke, usual: try await time(of: round))
            let (record, evidence, verdict) = try await runner.play()
            totals.add(record, evidence, verdict)
            if !verdict.broken.isEmpty { fail(round, verdict.broken) }
            say(line(round, record, verdict))
        } catch let failed as RoundRunner.Failed {
            fail(round, [failed.what])
        } catch {
            fail(round, [String(reflecting: error)])
        }
        try FileManager.default.removeItem(at: folder.root)
    }

    /// Measured once for each size.
    private mutating func time(of round: Round) async throws -> Double {
        if let known = usual[round.recipients] { return known }
        let folder = try RoundFolder(round, in: parent, name: "measured")
        let runner = RoundRunner(round: round, folder: folder, convoke: convoke, usual: 0)
        let seconds = try await runner.measure()
        try FileManager.default.removeItem(at: folder.root)
        usual[round.recipients] = seconds
        return seconds
    }

    private func line(_ round: Round, _ record: RoundRecord, _ verdict: Verdict) -> String {
        let points = record.kills.map(\.point.rawValue).joined(separator: "; ")
        return "  \(round.number): \(round.recipients) recipients, \(round.sessions) sessions"
            + (round.onDoubt == .hold ? ", hold" : "") + (round.pipelining ? "" : ", no pipelining")
            + ", killed \(record.kills.count) times (\(points))"
            + ", doubled \(verdict.doubled.count), in doubt \(verdict.inDoubt.count)"
    }

    private func fail(_ round: Round, _ broken: [String]) -> Never {
        say("\nround \(round.number) of seed \(seed) breaks the promise:")
        for sentence in broken.prefix(20) { say("  \(sentence)") }
        say("kept: \(parent.path)/round-\(round.number)")
        exit(1)
    }

    /// Prints the totals and takes the folder away.
    func finish() {
        say("")
        for line in totals.table { say(line) }
        // Empty by now; that a temporary folder may stay does no harm.
        try? FileManager.default.removeItem(at: parent)
    }
}

/// One line at once, also into a file or a pipe; one that nobody reads is no reason to stop.
private func say(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}
