import ConvokeCore
import Foundation
import LedgerStore
import Synchronization

/// Measures what tracking alone costs: `ledger-bench [DELIVERIES [SESSIONS]]` plans so many deliveries
/// and takes each through intent and end, as the sessions of a run do. Nothing is sent.
@main
struct LedgerBench {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = numbers.first ?? 100_000
        let sessions = numbers.count > 1 ? numbers[1] : 20
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "convoke-ledger-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger = try Ledger.open(at: folder.appending(path: "ledger.sqlite").path)
        let lease = try ledger.takeLease(
            on: "meeting", for: .current(command: "ledger-bench"), clock: .real, realNow: Date())

        try measure("planned", count) {
            _ = try ledger.plan(
                (0..<count).lazy.map(planned), at: Date(), clock: .real, lease: lease,
                unlessPlanned: true)
        }
        let writer = LedgerWriter(ledger, lease: lease)
        try measure("tracked", count) { try track(count, sessions, ledger.reader, writer) }
        print("transactions: \(writer.transactions)")
        try writer.close()
        try ledger.end(lease, realNow: Date())
        try ledger.close()
    }

    private static func measure(_ what: String, _ count: Int, _ body: () throws -> Void) throws {
        let cpu = cpuSoFar
        let start = ContinuousClock.now
        try body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let each = (cpuSoFar - cpu) / Double(count) * 1e6
        print(
            "\(what): \(Int(Double(count) / seconds)) a second,",
            "\((each * 10).rounded() / 10) µs of CPU each")
    }

    /// User and system, of all threads, in seconds.
    private static var cpuSoFar: Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func planned(_ number: Int) -> PlannedDelivery {
        let now = Date()
        return PlannedDelivery(
            conference: "meeting", notice: "invitation", recipient: "hn-\(number)",
            name: "Văn phòng UBND xã số \(number)", venue: "xa-\(number % 400)", channel: .email,
            address: "vp\(number)@xa\(number % 400).example", dueAt: now,
            handOverAt: now + 86_000, lastUsefulAt: now + 86_400)
    }

    private static func track(
        _ count: Int, _ sessions: Int, _ reader: LedgerReader, _ writer: LedgerWriter
    ) throws {
        let desk = Desk(reader)
        let group = DispatchGroup()
        for number in 1...sessions {
            group.enter()
            Thread {
                do { try session(number, desk, writer) } catch { print("\(error)") }
                group.leave()
            }.start()
        }
        group.wait()
        if desk.handedOut != count { print("handed out \(desk.handedOut) of \(count)") }
    }

    /// In the order in which an SMTP session with PIPELINING does it.
    private static func session(_ number: Int, _ desk: Desk, _ writer: LedgerWriter) throws {
        var turn = 0
        var lastEnd: Ticket?
        func begin() throws -> (id: Int64, intent: Ticket)? {
            guard let id = try desk.next() else { return nil }
            turn += 1
            let intent = Intent(
                delivery: id, session: number, turn: turn, digest: [UInt8](repeating: 7, count: 16),
                at: Date())
            return (id, writer.submit(.intent(intent)))
        }
        var current = try begin()
        while let (id, intent) = current {
            let next = try begin()
            if let lastEnd { _ = try writer.wait(lastEnd) }
            _ = try writer.wait(intent)
            lastEnd = writer.submit(
                .ended(
                    AttemptEnd(
                        delivery: id, session: number,
                        attempt: Attempt(.accepted, at: .reply, reply: reply), queueID: "4Xy1",
                        at: Date())))
            current = next
        }
        if let lastEnd { _ = try writer.wait(lastEnd) }
    }

    private static let reply = Reply(code: 250, lines: ["2.0.0 Ok: queued as 4Xy1"])
}

/// Hands out what is due.
private final class Desk: Sendable {
    private struct State {
        var queue: ArraySlice<Delivery> = []
        var last: Delivery?
        var handedOut = 0
    }

    private let reader: LedgerReader
    private let state = Mutex(State())
    private let now = Date() + 3600

    init(_ reader: LedgerReader) {
        self.reader = reader
    }

    var handedOut: Int { state.withLock { $0.handedOut } }

    func next() throws -> Int64? {
        try state.withLock { state in
            if state.queue.isEmpty {
                state.queue = try reader.due(
                    in: "meeting", by: .email, now: now,
                    after: state.last.map { DueCursor(after: $0) }, limit: 2000)[...]
                state.last = state.queue.last ?? state.last
            }
            guard let delivery = state.queue.popFirst() else { return nil }
            state.handedOut += 1
            return delivery.id
        }
    }
}
