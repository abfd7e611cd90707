import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("A note that cron came by")
struct BookmarkTests {
    private let bench: Workbench
    private let conference = Workbench.conference

    /// A conference that was noted before, in a ledger that was closed.
    init() throws {
        bench = try Workbench()
        try bench.plan(2)
        try bench.ledger.recordTick(of: conference, at: Workbench.now, fingerprint: "a")
        try bench.ledger.close()
    }

    @Test("is not flushed, and what comes after it is")
    func level() throws {
        let ledger = try Ledger.open(at: bench.path)
        try ledger.recordTick(of: conference, at: Workbench.now + 60, fingerprint: "b")
        #expect(
            try ledger.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        try ledger.close()
    }

    @Test("stays in the WAL while somebody reads, and is found there")
    func unfolded() throws {
        let reader = try #require(try LedgerReader.open(at: bench.path))
        let ledger = try Ledger.open(at: bench.path)
        try ledger.recordTick(of: conference, at: Workbench.now + 60, fingerprint: "b")
        try ledger.close()
        try reader.close()
        #expect(FileManager.default.fileExists(atPath: bench.path + "-wal"))
        let next = try #require(try LedgerReader.open(at: bench.path))
        #expect(try next.tickRecord(of: conference)?.fingerprint == "b")
        #expect(try next.verify(realNow: Date()) == [])
        try next.close()
        try Ledger.open(at: bench.path).close()
        #expect(!FileManager.default.fileExists(atPath: bench.path + "-wal"))
    }

    @Test("makes no triggers and no connection that reads")
    func cheap() throws {
        let ledger = try Ledger.open(at: bench.path)
        try ledger.recordTick(of: conference, at: Workbench.now + 60, fingerprint: "b")
        #expect(!ledger.reader.isOpen)
        let triggers = try ledger.writeBookmark {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_temp_schema")
        }
        #expect(triggers == 0)
        #expect(try ledger.reader.tickRecord(of: conference)?.fingerprint == "b")
        #expect(ledger.reader.isOpen)
        try ledger.close()
    }

    @Test("cannot be read once the ledger is closed, read before or not", arguments: [true, false])
    func closed(isRead: Bool) throws {
        let ledger = try Ledger.open(at: bench.path)
        if isRead { _ = try ledger.reader.counts(in: conference) }
        try ledger.close()
        #expect(throws: LedgerFailure.self) { try ledger.reader.counts(in: conference) }
    }
}
