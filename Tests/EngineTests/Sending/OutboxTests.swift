import ConvokeCore
import Foundation
import SMTP
import Synchronization
import Testing

@testable import Engine
@testable import LedgerStore

/// The outbox between a ledger and sessions that are played by hand.
@Suite("The outbox")
struct OutboxTests {
    private static let now = Date(timeIntervalSince1970: 1_637_283_600)

    /// Seconds of uptime, moved by hand.
    private final class Watch: Sendable {
        let seconds = Mutex(0.0)
    }

    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    private final class Desk {
        let folder = NSTemporaryDirectory() + "convoke-outbox-" + UUID().uuidString
        let ledger: Ledger
        let lease: Lease
        let writer: LedgerWriter
        let recorder: FlightRecorder
        let loop: SessionLoop
        let watch = Watch()

        /// `owner` is whose run it is; this process's, when nobody is named.
        init(_ count: Int, owner: RunOwner? = nil) throws {
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
                on: "c", for: owner ?? .current(command: "test"), clock: .real, realNow: Date())
            writer = LedgerWriter(ledger, lease: lease)
            recorder = try ledger.recorder(for: lease, sessions: 2)
            loop = try SessionLoop()
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// `before` runs between a delivery's being picked and its intent.
        func outbox(
            rate: Rate? = nil, isPaused: @escaping @Sendable () -> Bool = { false },
            before: @escaping @Sendable () -> Void = {}
        ) throws -> Outbox {
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
                retry: RetryPolicy(RetrySettings()), rate: rate, clock: .frozen(at: now),
                uptime: { [watch] in watch.seconds.withLock { $0 } }, isPaused: isPaused)
        }
    }

    static func parcel(_ delivery: Delivery) -> Parcel {
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
        let outbox = try desk.outbox(before: {
            _ = try? ledger.sweep(.cancel, .deliveries([1]), at: Self.now)
        })
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
        let me = try RunOwner.current(command: "test")
        let killed = RunOwner(
            pid: me.pid, startTicks: me.startTicks - 1, boot: me.boot, host: me.host,
            command: me.command)
        let desk = try Desk(3, owner: killed)
        let outbox = try desk.outbox()
        let first = try #require(await outbox.next(session: 1, mayWait: true))
        let second = try #require(await outbox.next(session: 1, mayWait: true))
        _ = try #require(await outbox.next(session: 1, mayWait: true))
        try await outbox.confirmIntent(first)
        try desk.writer.flush()
        // The writer of this one is killed before it hears of an end.
        let copy = desk.folder + "/killed.sqlite"
        try desk.ledger.reader.backup(to: copy)
        await outbox.ended(first, with: Self.accepted)
        try await outbox.confirmIntent(second)
        try FileManager.default.copyItem(
            atPath: desk.folder + "/ledger.sqlite.c.flights", toPath: copy + ".c.flights")

        let ledger = try Ledger.open(at: copy)
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

    /// Those of whom the ledger has an intent without an end.
    private func sending(_ desk: Desk) throws -> [Int64] {
        try desk.writer.flush()
        return try desk.ledger.reader.deliveries(
            DeliveryFilter(conference: "c", states: [.sending]), limit: 100
        ).map(\.id)
    }

    /// The first so many parcels of session 1.
    private func parcels(_ count: Int, of outbox: Outbox) async throws -> [Parcel] {
        var parcels: [Parcel] = []
        for _ in 0..<count {
            parcels.append(try #require(await outbox.next(session: 1, mayWait: true)))
        }
        return parcels
    }

    @Test("a session that is quick has two letters ready beyond the one that it is given")
    func ahead() async throws {
        let desk = try Desk(9)
        let outbox = try desk.outbox()
        _ = try await parcels(2, of: outbox)
        #expect(try sending(desk) == [1, 2], "between two envelopes nothing is known of its pace")
        for turn in 3...7 {
            let parcel = try await parcels(1, of: outbox)[0]
            #expect(parcel.delivery == Int64(turn))
            #expect(try sending(desk).max() == Int64(turn + 2))
        }
    }

    @Test("nothing is taken ahead of a relay that is slow, nor of one with a rate")
    func notAhead() async throws {
        for (pace, rate) in [(0.021, nil), (0.01, Rate(count: 100, per: Span(seconds: 1)))] {
            let desk = try Desk(9)
            let outbox = try desk.outbox(rate: rate)
            for turn in 1...5 {
                desk.watch.seconds.withLock { $0 += pace }
                _ = try await parcels(1, of: outbox)
                #expect(try sending(desk).count == turn)
            }
        }
    }

    @Test("a pause stops a session also where its next letters are ready, and they are due again")
    func paused() async throws {
        let desk = try Desk(9)
        let isPaused = Flag()
        let outbox = try desk.outbox(isPaused: { isPaused.isSet.withLock { $0 } })
        let parcels = try await parcels(3, of: outbox)
        #expect(try sending(desk) == [1, 2, 3, 4, 5])
        isPaused.isSet.withLock { $0 = true }
        for parcel in parcels {
            try await outbox.confirmIntent(parcel)
            await outbox.ended(parcel, with: Self.accepted)
        }
        desk.watch.seconds.withLock { $0 += 30 }
        #expect(await outbox.next(session: 1, mayWait: true) == nil)
        #expect(try sending(desk) == [])
        #expect(!outbox.isDone)
        try desk.writer.close()
        let due = try desk.ledger.reader.due(in: "c", by: .email, now: Self.now, limit: 100)
        #expect(due.map(\.id) == [4, 5, 6, 7, 8, 9])
    }

    @Test("what a session that ends badly took ahead is sent by another one")
    func handedOver() async throws {
        let desk = try Desk(5)
        let outbox = try desk.outbox()
        for parcel in try await parcels(3, of: outbox) {
            await outbox.ended(parcel, with: Attempt(.released, at: .mail, detail: "no more"))
        }
        #expect(try sending(desk) == [4, 5])
        await outbox.giveBack(session: 1)
        var sent: Set<Int64> = []
        while let parcel = await outbox.next(session: 2, mayWait: true) {
            try await outbox.confirmIntent(parcel)
            await outbox.ended(parcel, with: Self.accepted)
            sent.insert(parcel.delivery)
        }
        #expect(sent == [1, 2, 3, 4, 5])
        #expect(outbox.isDone)
        #expect(outbox.progress.accepted == 5)
    }

    @Test(
        "of a session's ends all but the last three are on the disk before another message leaves")
    func endBefore() throws {
        let desk = try Desk(6)
        let submitted = try desk.ledger.reader.due(in: "c", by: .email, now: Self.now, limit: 9)
            .map {
                desk.writer.submit(
                    .intent(
                        Intent(
                            delivery: $0.id, session: 1, turn: Int($0.id), digest: nil,
                            at: Self.now)))
            }
        var memory = SessionMemory()
        for (index, ticket) in submitted[..<5].enumerated() {
            memory.ended(ticket, isNoted: true)
            let before = index < 3 ? nil : submitted[index - 3]
            #expect(memory.endBefore.map(Self.name) == before.map(Self.name))
        }
        memory.ended(submitted[5], isNoted: false)
        #expect(memory.endBefore.map(Self.name) == Self.name(submitted[5]))
    }

    private static func name(_ ticket: Ticket) -> [Int] {
        [ObjectIdentifier(ticket.batch).hashValue, ticket.index]
    }
}
