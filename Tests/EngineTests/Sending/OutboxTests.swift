import ConvokeCore
import Foundation
import LedgerStore
import SMTP
import Testing

@testable import Engine

/// The outbox between a ledger and sessions that are played by hand.
@Suite("The outbox")
struct OutboxTests {
    private static let now = Date(timeIntervalSince1970: 1_637_283_600)

    private final class Desk {
        let folder = NSTemporaryDirectory() + "convoke-outbox-" + UUID().uuidString
        let ledger: Ledger
        let lease: Lease
        let writer: LedgerWriter
        let recorder: FlightRecorder
        let loop: SessionLoop

        init(_ count: Int) throws {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            ledger = try Ledger.open(at: folder + "/ledger.sqlite")
            let rows = (1...count).map { number in
                PlannedDelivery(
                    conference: "c", notice: "n", recipient: "r\(number)", name: "Office",
                    venue: nil, channel: .email, address: "office+\(number)@venue.example",
                    dueAt: now, handOverAt: now + 60, lastUsefulAt: now + 3600)
            }
            _ = try ledger.plan(rows, at: now, clock: .real)
            lease = try ledger.takeLease(
                on: "c", for: .current(command: "test"), clock: .real, realNow: Date())
            writer = LedgerWriter(ledger, lease: lease)
            recorder = try ledger.recorder(for: lease, sessions: 1)
            loop = try SessionLoop()
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// `before` runs between a delivery's being picked and its intent.
        func outbox(before: @escaping @Sendable () -> Void = {}) throws -> Outbox {
            let reader = ledger.reader
            return Outbox(
                compose: { delivery in
                    before()
                    return Mailing.Composed(parcel: OutboxTests.parcel(delivery), edition: nil)
                },
                read: { last throws(LedgerFailure) in
                    try reader.due(
                        in: "c", by: .email, now: now, after: last.map { DueCursor(after: $0) },
                        limit: 10)
                },
                lastDigest: { delivery throws(LedgerFailure) in
                    try reader.digest(of: delivery.id)
                },
                writer: writer, recorder: recorder, loop: loop,
                retry: RetryPolicy(RetrySettings()), rate: nil, clock: .frozen(at: now))
        }
    }

    fileprivate static func parcel(_ delivery: Delivery) -> Parcel {
        let address = EmailAddress(
            localPart: "office", domain: "venue.example", asciiDomain: "venue.example")
        return Parcel(
            delivery: delivery.id,
            envelope: Envelope(sender: address, recipient: address, envelopeID: "id"),
            message: Message(chunks: [.init(Array("Subject: x\r\n\r\n".utf8))], isSevenBit: true))
    }

    private static let refused = Attempt(
        .refused, at: .rcpt, reason: .addressBad, reply: Reply(code: 550, lines: ["5.1.1 no"]))

    @Test("a delivery that was cancelled meanwhile and is refused before its body has no end")
    func cancelledAndRefused() async throws {
        let desk = try Desk(2)
        let ledger = desk.ledger
        let outbox = try desk.outbox {
            _ = try? ledger.sweep(.cancel, .deliveries([1]), at: Self.now)
        }
        let first = try #require(await outbox.next(session: 1, mayWait: true))
        await outbox.ended(first, with: Self.refused)
        let second = try #require(await outbox.next(session: 1, mayWait: true))
        try await outbox.confirmIntent(second)
        await outbox.ended(second, with: Self.refused)
        #expect(await outbox.next(session: 1, mayWait: true) == nil)
        try desk.writer.close()
        #expect(outbox.stopped == nil)
        #expect(try ledger.reader.delivery(1)?.state == .cancelled)
        #expect(try ledger.reader.delivery(2)?.state == .failed)
    }

    private static let accepted = Attempt(
        .accepted, at: .reply, reply: Reply(code: 250, lines: ["2.0.0 Ok: queued as 4Xy"]))

    @Test("a session that is killed leaves one doubt: what it was told is recorded at once")
    func recorded() async throws {
        let desk = try Desk(3)
        let outbox = try desk.outbox()
        let first = try #require(await outbox.next(session: 1, mayWait: true))
        let second = try #require(await outbox.next(session: 1, mayWait: true))
        _ = try #require(await outbox.next(session: 1, mayWait: true))
        try await outbox.confirmIntent(first)
        try desk.writer.flush()
        // The writer of this one is killed before it hears of an end.
        let killed = desk.folder + "/killed.sqlite"
        try desk.ledger.reader.backup(to: killed)
        await outbox.ended(first, with: Self.accepted)
        try await outbox.confirmIntent(second)
        try FileManager.default.copyItem(
            atPath: desk.folder + "/ledger.sqlite.c.flights", toPath: killed + ".c.flights")

        let ledger = try Ledger.open(at: killed)
        let lease = try ledger.takeLease(
            on: "c", for: .current(command: "test"), clock: .real,
            realNow: Date(timeIntervalSinceNow: 3600))
        let recovery = try ledger.recover(lease, policy: .hold, now: Self.now)
        #expect(recovery.accepted == [1])
        #expect(recovery.inDoubt == [2])
        #expect(recovery.requeued == [3])
    }

    @Test("an end that no record can keep is on the disk before another message leaves")
    func awaited() async throws {
        let desk = try Desk(2)
        let outbox = try desk.outbox()
        let first = try #require(await outbox.next(session: 1, mayWait: true))
        let second = try #require(await outbox.next(session: 1, mayWait: true))
        await outbox.ended(first, with: Self.refused)
        try await outbox.confirmIntent(second)
        #expect(try desk.ledger.reader.delivery(1)?.state == .failed)
    }
}
