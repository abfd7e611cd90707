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
                writer: writer, loop: loop,
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
}
