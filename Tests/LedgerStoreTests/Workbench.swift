import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

/// A ledger in a folder of its own, and short words for what tests do with it. The folder goes with
/// the workbench.
final class Workbench {
    static let now = Date(timeIntervalSince1970: 1_637_283_600)
    static let conference = "van-hoa-2021"

    private let scratch: Scratch
    let path: String
    let ledger: Ledger

    init() throws {
        scratch = try Scratch()
        path = scratch.folder + "/ledger.sqlite"
        ledger = try Ledger.open(at: path)
    }

    var folder: String { scratch.folder }

    static func planned(
        _ number: Int, notice: String = "giay-moi", conference: String = conference,
        due: TimeInterval = 0, useful: TimeInterval = 86_400, channel: Channel = .email,
        revision: Int = 1, edition: String? = nil
    ) -> PlannedDelivery {
        PlannedDelivery(
            conference: conference, notice: notice, recipient: "ubnd-\(number)",
            name: "Văn phòng \(number)", venue: number.isMultiple(of: 2) ? "huong-khe" : nil,
            channel: channel, address: "ubnd-\(number)@tinh.example", revision: revision,
            dueAt: now + due, handOverAt: now + useful / 2, lastUsefulAt: now + useful,
            edition: edition)
    }

    /// Plans `count` deliveries and returns them in order.
    @discardableResult
    func plan(_ count: Int, notice: String = "giay-moi") throws -> [Delivery] {
        _ = try ledger.plan(
            (0..<count).map { Self.planned($0, notice: notice) }, at: Self.now, clock: .real)
        let all = try ledger.reader.deliveries(
            DeliveryFilter(conference: Self.conference, notice: notice), limit: count)
        try #require(all.count >= count)
        return all
    }

    func lease(_ owner: RunOwner? = nil, at realNow: Date = Date()) throws -> Lease {
        try ledger.takeLease(
            on: Self.conference, for: owner ?? .current(command: "convoke send"), clock: .real,
            realNow: realNow)
    }

    /// A whole run: each delivery is tried once and comes to this.
    func deliver(_ tries: [(Delivery, Outcome)], edition: String? = nil) throws {
        let lease = try lease()
        let writer = LedgerWriter(ledger, lease: lease)
        for (delivery, outcome) in tries {
            // One commit each, so that the rows of the journal have their numbers.
            _ = try writer.wait(writer.submit(.intent(delivery, edition: edition)))
            _ = try writer.wait(writer.submit(.ended(delivery, outcome)))
        }
        try writer.close()
        try ledger.end(lease, realNow: Date())
    }

    func state(_ id: Int64) throws -> DeliveryState? {
        try ledger.reader.delivery(id)?.state
    }

    /// One transaction of raw SQL, as somebody with a sqlite3 shell would write it.
    func sql(_ sql: String, _ arguments: StatementArguments = []) throws {
        try ledger.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    func number(_ sql: String) throws -> Int {
        try ledger.reader.read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }

    /// How SQLite means to find what a query asks for.
    func plan(of sql: String) throws -> String {
        try ledger.reader.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql)
                .map { $0["detail"] as String? ?? "" }.joined(separator: "; ")
        }
    }

    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try ledger.reader.verify(realNow: Date()) == [], sourceLocation: sourceLocation)
    }
}

/// A folder that goes when this goes.
final class Scratch {
    let folder = NSTemporaryDirectory() + "convoke-ledger-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension RunOwner {
    /// A process of this machine that has ended.
    static func dead(command: String = "convoke tick") throws -> RunOwner {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        let me = try RunOwner.current(command: command)
        return RunOwner(
            pid: process.processIdentifier, startTicks: me.startTicks, boot: me.boot,
            host: me.host, command: command)
    }
}

extension LedgerChange {
    static func intent(
        _ delivery: Delivery, session: Int = 1, turn: Int = 1, edition: String? = nil
    ) -> LedgerChange {
        .intent(
            Intent(
                delivery: delivery.id, session: session, turn: turn,
                digest: [UInt8](repeating: 7, count: 16), edition: edition, at: Workbench.now))
    }

    static func ended(
        _ delivery: Delivery, _ outcome: Outcome, session: Int = 1, next: Date? = nil
    ) -> LedgerChange {
        .ended(.sample(delivery, outcome, session: session, next: next))
    }
}

extension AttemptEnd {
    static func sample(
        _ delivery: Delivery, _ outcome: Outcome, session: Int = 1, next: Date? = nil
    ) -> AttemptEnd {
        AttemptEnd(
            delivery: delivery.id, session: session, attempt: .sample(outcome),
            at: Workbench.now + 1, nextAttemptAt: next)
    }
}

extension Attempt {
    static func sample(_ outcome: Outcome) -> Attempt {
        switch outcome {
        case .accepted:
            Attempt(
                .accepted, at: .reply,
                reply: Reply(code: 250, lines: ["2.0.0 Ok: queued as 4Xy", "thank you"]))
        case .deferred:
            Attempt(
                .deferred, at: .rcpt, reason: .greylisted,
                reply: Reply(code: 450, lines: ["4.7.1 Greylisted"]))
        case .refused:
            Attempt(
                .refused, at: .rcpt, reason: .addressBad,
                reply: Reply(code: 550, lines: ["5.1.1 No such user"]))
        case .inDoubt: Attempt(.inDoubt, at: .dot, detail: "the connection was lost")
        case .released: Attempt(.released, at: .auth, detail: "the login was refused")
        }
    }
}
