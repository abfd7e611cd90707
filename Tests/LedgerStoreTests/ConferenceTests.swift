import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("A conference as a whole")
struct ConferenceTests {
    private let bench: Workbench
    private let conference = Workbench.conference

    init() throws {
        bench = try Workbench()
    }

    @Test("is paused until it is resumed; the first pause stays")
    func pause() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try !ledger.resume(conference))
        #expect(try !reader.isPaused(conference))
        #expect(try ledger.pause(conference, by: "Văn thư", at: Workbench.now))
        #expect(try !ledger.pause(conference, by: "Trực ban", at: Workbench.now + 60))
        #expect(try reader.pause(of: conference) == Pause(at: Workbench.now, by: "Văn thư"))
        #expect(try reader.pausedAt(of: conference) == Workbench.now)
        #expect(try !reader.isPaused("nghi-quyet-2021"))
        #expect(try ledger.resume(conference))
        #expect(try !ledger.resume(conference))
        #expect(try reader.pausedAt(of: conference) == nil)
        #expect(try ledger.pause(conference, by: "Trực ban", at: Workbench.now + 90))
        #expect(try reader.pause(of: conference)?.by == "Trực ban")
    }

    @Test("is seen as paused by a reader that was open before, in another connection")
    func pausedElsewhere() throws {
        let reader = try #require(try LedgerReader.open(at: bench.path))
        #expect(try !reader.isPaused(conference))
        _ = try bench.ledger.pause(conference, by: "Văn thư", at: Workbench.now)
        #expect(try reader.isPaused(conference))
        try reader.close()
    }

    @Test("shows when cron last came by and what it had read")
    func tick() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try reader.tickRecord(of: conference) == nil)
        #expect(try reader.lastTick(of: conference) == nil)
        try ledger.recordTick(of: conference, at: Workbench.now, fingerprint: "a1")
        try ledger.recordTick(of: conference, at: Workbench.now + 60, fingerprint: "b2")
        #expect(
            try reader.tickRecord(of: conference)
                == TickRecord(
                    at: Workbench.now + 60, fingerprint: "b2", lookedAt: Workbench.now + 60))
        #expect(try reader.lastTick(of: conference) == Workbench.now + 60)
        #expect(try reader.lastTick(of: "khac") == nil)
    }

    @Test("writes nothing into the journal for a tick, and everything that follows")
    func quietTick() throws {
        try bench.ledger.recordTick(of: conference, at: Workbench.now, fingerprint: "a1")
        let journal = "SELECT count(*) FROM journal"
        let before = try bench.number(journal)
        let ledger = try Ledger.open(at: bench.path)
        try ledger.recordTick(of: conference, at: Workbench.now + 60, fingerprint: "b2")
        #expect(try bench.number(journal) == before)
        #expect(try ledger.reader.tickRecord(of: conference)?.fingerprint == "b2")
        _ = try ledger.pause(conference, by: "Văn thư", at: Workbench.now + 61)
        #expect(try bench.number(journal) == before + 1)
        try ledger.close()
        try bench.expectSound()
    }

    @Test("keeps the audiences of its last check, and only of the last")
    func audience() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try reader.audience(of: conference) == [:])
        #expect(try reader.checkedAt(of: conference) == nil)
        try ledger.recordAudience(["giay-moi": 1], of: "nghi-quyet-2021", at: Workbench.now)
        try ledger.recordAudience(
            ["giay-moi": 240, "tai-lieu": 0, "nhac@3h": 13], of: conference, at: Workbench.now)
        try ledger.recordAudience(
            ["giay-moi": 241, "nhac@3h": 12], of: conference, at: Workbench.now + 60)
        #expect(try reader.audience(of: conference) == ["giay-moi": 241, "nhac@3h": 12])
        #expect(try reader.checkedAt(of: conference) == Workbench.now + 60)
        #expect(try reader.audience(of: "nghi-quyet-2021") == ["giay-moi": 1])
    }

    @Test("lets a notice go for good")
    func release() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try !reader.isReleased("giay-moi", in: conference))
        #expect(
            try ledger.release("giay-moi", in: conference, by: "Văn thư", at: Workbench.now))
        #expect(
            try !ledger.release("giay-moi", in: conference, by: "Trực ban", at: Workbench.now))
        #expect(try reader.isReleased("giay-moi", in: conference))
        #expect(try !reader.isReleased("tai-lieu", in: conference))
        #expect(try !reader.isReleased("giay-moi", in: "khac"))
        #expect(
            try bench.number("SELECT count(*) FROM release WHERE released_by = 'Văn thư'") == 1)
    }

    @Test("keeps pause, tick and audience apart from each other")
    func apart() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        try ledger.recordTick(of: conference, at: Workbench.now, fingerprint: "a1")
        _ = try ledger.pause(conference, by: "Văn thư", at: Workbench.now + 1)
        try ledger.recordAudience(["giay-moi": 2], of: conference, at: Workbench.now + 2)
        try ledger.recordTick(of: conference, at: Workbench.now + 3, fingerprint: "b2")
        #expect(try reader.pausedAt(of: conference) == Workbench.now + 1)
        _ = try ledger.resume(conference)
        #expect(try reader.checkedAt(of: conference) == Workbench.now + 2)
        #expect(try reader.audience(of: conference) == ["giay-moi": 2])
        #expect(
            try reader.tickRecord(of: conference)
                == TickRecord(
                    at: Workbench.now + 3, fingerprint: "b2", lookedAt: Workbench.now + 3))
        try bench.expectSound()
    }
}
