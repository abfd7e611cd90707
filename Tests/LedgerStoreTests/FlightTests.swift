import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("The flight recorder")
struct FlightTests {
    private static let delivery: Int64 = 17

    private static func end(_ text: [String] = ["2.0.0 Ok: queued as 4Xy"], id: String? = "4Xy")
        -> AttemptEnd
    {
        AttemptEnd(
            delivery: delivery, session: 3,
            attempt: Attempt(.accepted, at: .reply, reply: Reply(code: 250, lines: text)),
            queueID: id, at: Workbench.now)
    }

    /// A run that records, and what the next one reads.
    private final class Desk {
        let bench: Workbench
        let lease: Lease
        let recorder: FlightRecorder

        init() throws {
            bench = try Workbench()
            lease = try bench.lease()
            recorder = try bench.ledger.recorder(for: lease, sessions: 4)
        }

        var path: String { FlightRecorder.path(of: Workbench.conference, beside: bench.path) }

        func record(startedAt: Date? = nil) -> FlightRecord? {
            FlightRecord(
                of: Lease(
                    run: lease.run, conference: lease.conference, owner: lease.owner,
                    startedAt: startedAt ?? lease.startedAt, expiresAt: lease.expiresAt),
                beside: bench.path)
        }

        func fate(turn: Int, session: Int = 3) throws -> FlightRecord.Fate? {
            try #require(record()).fate(of: delivery, session: session, turn: turn)
        }
    }

    @Test("tells for each turn whether it was begun, and whether it was taken")
    func fates() throws {
        let desk = try Desk()
        #expect(try desk.fate(turn: 1) == .hasNotLeft)
        desk.recorder.leaves(session: 3, turn: 1)
        #expect(try desk.fate(turn: 1) == .mayHaveLeft)
        #expect(try desk.fate(turn: 2) == .hasNotLeft)
        #expect(desk.recorder.notes(Self.end(), turn: 1))
        #expect(try desk.fate(turn: 1) == .ended(Self.end()))
        #expect(try desk.fate(turn: 1, session: 2) == .hasNotLeft)
        // Texts are no flights: their session is none of the recorder's.
        desk.recorder.leaves(session: 900, turn: 1)
        #expect(try desk.fate(turn: 1, session: 900) == nil)
    }

    @Test("keeps the last four notes of a session")
    func lastNotes() throws {
        let desk = try Desk()
        for turn in 1...7 {
            desk.recorder.leaves(session: 3, turn: turn)
            #expect(desk.recorder.notes(Self.end(), turn: turn))
        }
        #expect(try desk.fate(turn: 3) == .mayHaveLeft)
        for turn in 4...7 { #expect(try desk.fate(turn: turn) == .ended(Self.end())) }
    }

    @Test(
        "keeps the relay's words as they are",
        arguments: [
            (["2.0.0 Ok: queued as 4Xy", "thank you"], "4Xy"), ([""], nil), ([""], ""),
            (["đã nhận — cảm ơn"], "ü"),
        ] as [([String], String?)])
    func words(text: [String], id: String?) throws {
        let end = Self.end(text, id: id)
        let bytes = try #require(FlightNote.bytes(of: end, turn: 9))
        let note = try #require(FlightNote(bytes[...], session: 3))
        #expect(note.turn == 9)
        #expect(note.end.queueID == id && note.end.at == end.at)
        #expect(note.end.attempt.words == end.attempt.words)
        for length in 0..<bytes.count { #expect(FlightNote(bytes[..<length], session: 3) == nil) }
    }

    @Test("does not note what has no room, nor what is no acceptance")
    func refuses() throws {
        let recorder = try Desk().recorder
        #expect(!recorder.notes(Self.end([String(repeating: "x", count: 1800)]), turn: 1))
        for outcome in Outcome.allCases where outcome != .accepted {
            let end = AttemptEnd(
                delivery: Self.delivery, session: 3, attempt: .sample(outcome), at: Workbench.now)
            #expect(!recorder.notes(end, turn: 1))
        }
    }

    @Test("is read for the run that wrote it, and no other; what is damaged tells nothing")
    func whose() throws {
        let desk = try Desk()
        desk.recorder.leaves(session: 3, turn: 1)
        #expect(desk.record() != nil)
        #expect(desk.record(startedAt: desk.lease.startedAt + 1) == nil)
        try Data("convoke flights 2".utf8).write(to: URL(filePath: desk.path))
        #expect(desk.record() == nil)
        desk.recorder.remove()
        #expect(desk.record() == nil)
    }

    /// One session has an intent for each, and the first may have left.
    private static func begin(
        _ planned: [Delivery], _ lease: Lease, _ bench: Workbench
    ) throws -> FlightRecorder {
        let recorder = try bench.ledger.recorder(for: lease, sessions: 1)
        let writer = LedgerWriter(bench.ledger, lease: lease)
        for (index, delivery) in planned.enumerated() {
            _ = writer.submit(.intent(delivery, turn: index + 1))
        }
        try writer.close()
        recorder.leaves(session: 1, turn: 1)
        return recorder
    }

    @Test("of a run on another boot, or another machine, is not believed")
    func otherBoot() throws {
        for isOtherBoot in [true, false] {
            let bench = try Workbench()
            let planned = try bench.plan(5)
            let dead = try RunOwner.dead()
            let owner = RunOwner(
                pid: dead.pid, startTicks: dead.startTicks,
                boot: isOtherBoot ? "another" : dead.boot,
                host: isOtherBoot ? dead.host : "another", command: dead.command)
            let lease = try bench.lease(owner)
            _ = try Self.begin(planned, lease, bench)
            // Nobody knows whether a process of another machine lives: its lease has to run out.
            let next = try bench.lease(at: Date(timeIntervalSinceNow: 3600))
            let recovery = try bench.ledger.recover(next, policy: .hold, now: Workbench.now)
            #expect(recovery.inDoubt == planned[..<4].map(\.id))
            #expect(recovery.requeued == [planned[4].id])
        }
    }

    @Test("of a run that took over stays when the one before it goes")
    func successor() throws {
        let bench = try Workbench()
        let recorder = try bench.ledger.recorder(for: bench.lease(), sessions: 1)
        let next = try bench.lease(at: Date(timeIntervalSinceNow: 3600))
        let successor = try bench.ledger.recorder(for: next, sessions: 1)
        let path = FlightRecorder.path(of: Workbench.conference, beside: bench.path)
        recorder.remove()
        #expect(FileManager.default.fileExists(atPath: path))
        successor.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("what a run that only stood still has an intent for may yet leave")
    func standing() throws {
        let bench = try Workbench()
        let planned = try bench.plan(5)
        let lease = try bench.lease()
        let recorder = try Self.begin(planned, lease, bench)
        #expect(recorder.notes(.sample(planned[0], .accepted), turn: 1))
        let next = try bench.lease(at: Date(timeIntervalSinceNow: 3600))
        let recovery = try bench.ledger.recover(next, policy: .hold, now: Workbench.now)
        #expect(
            recovery
                == Recovery(
                    accepted: [planned[0].id], inDoubt: planned[1...3].map(\.id),
                    requeued: [planned[4].id]))
    }

    @Test("of a run whose sessions have ended is believed, though its process is there")
    func closed() throws {
        let bench = try Workbench()
        let planned = try bench.plan(3)
        let recorder = try Self.begin(planned, try bench.lease(), bench)
        recorder.close()
        let next = try bench.lease(at: Date(timeIntervalSinceNow: 3600))
        let recovery = try bench.ledger.recover(next, policy: .hold, now: Workbench.now)
        #expect(
            recovery
                == Recovery(inDoubt: [planned[0].id], requeued: planned[1...2].map(\.id)))
    }

    @Test("goes once what it says is in the ledger")
    func goes() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let lease = try bench.lease(RunOwner.dead())
        let recorder = try Self.begin([delivery], lease, bench)
        #expect(recorder.notes(.sample(delivery, .accepted), turn: 1))
        let recovery = try bench.ledger.recover(bench.lease(), policy: .resend, now: Workbench.now)
        #expect(recovery == Recovery(accepted: [delivery.id]))
        let attempts = try bench.ledger.reader.history(
            of: delivery.recipient, in: Workbench.conference)[0].attempts
        #expect(attempts.map(\.attempt) == [.sample(.accepted)])
        #expect(
            !FileManager.default.fileExists(
                atPath: FlightRecorder.path(of: Workbench.conference, beside: bench.path)))
        try bench.expectSound()
    }
}
