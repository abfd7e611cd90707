import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("Opening a ledger")
struct OpeningTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test("makes files that only the owner can read")
    func mode() throws {
        let before = umask(0)
        defer { umask(before) }
        let bench = try Workbench()
        try bench.plan(3)
        for ending in ["", "-wal", "-shm", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: bench.path + ending)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(ending)")
        }
    }

    @Test("switches on what keeps a commit through a power cut")
    func durable() throws {
        let bench = try Workbench()
        for (pragma, value) in [
            ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"),
        ] {
            let found = try bench.ledger.write { database in
                try String.fetchOne(database, sql: "PRAGMA \(pragma)")
            }
            #expect(found == value, "\(pragma)")
        }
    }

    @Test("begins with pages of 8 KB, and leaves a ledger those that it was begun with")
    func pages() throws {
        let size = { (ledger: Ledger) in
            try ledger.write { try Int.fetchOne($0, sql: "PRAGMA page_size") }
        }
        let bench = try Workbench()
        #expect(try size(bench.ledger) == 8192)
        let path = scratch.folder + "/ledger.sqlite"
        let older = try DatabaseQueue(path: path)
        try older.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")
            try database.inTransaction {
                for step in Schema.steps { try database.execute(sql: step) }
                try database.execute(sql: "PRAGMA application_id = \(Identity.application)")
                try database.execute(sql: "PRAGMA user_version = \(Schema.steps.count)")
                return .commit
            }
        }
        try older.close()
        let ledger = try Ledger.open(at: path)
        #expect(try size(ledger) == 4096)
        try ledger.close()
    }

    @Test("again finds everything there")
    func again() throws {
        let bench = try Workbench()
        try bench.plan(3)
        try bench.ledger.close()
        #expect(!FileManager.default.fileExists(atPath: bench.path + "-wal"))
        let ledger = try Ledger.open(at: bench.path)
        #expect(try ledger.reader.counts(in: Workbench.conference).first?.total == 3)
        try ledger.close()
    }

    @Test("begins in an empty file, and takes none for a ledger")
    func blank() throws {
        let path = scratch.folder + "/ledger.sqlite"
        #expect(try LedgerReader.open(at: path) == nil)
        #expect(FileManager.default.createFile(atPath: path, contents: Data()))
        #expect(try LedgerReader.open(at: path) == nil)
        let ledger = try Ledger.open(at: path)
        #expect(try LedgerReader.open(at: path) != nil)
        try ledger.close()
    }

    @Test("after a crash, even for reading alone")
    func crashed() throws {
        let bench = try Workbench()
        try bench.plan(3)
        let copy = bench.folder + "/copy.sqlite"
        // What a killed process leaves behind: the file and its WAL, not folded in.
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: bench.path + ending, toPath: copy + ending)
        }
        let reader = try #require(try LedgerReader.open(at: copy))
        #expect(try reader.counts(in: Workbench.conference).first?.total == 3)
        try reader.close()
        #expect(FileManager.default.fileExists(atPath: copy + "-wal"), "a reader never checkpoints")
    }

    @Test("that a newer version wrote is refused, for writing and for reading")
    func newer() throws {
        let bench = try Workbench()
        try bench.sql("PRAGMA user_version = 99")
        #expect(throws: LedgerFailure.newerVersion(99)) { try Ledger.open(at: bench.path) }
        #expect(throws: LedgerFailure.newerVersion(99)) { try LedgerReader.open(at: bench.path) }
    }

    @Test("that lacks the latest step takes it before it is read")
    func older() throws {
        let path = scratch.folder + "/ledger.sqlite"
        let file = try DatabaseQueue(path: path)
        try file.write { database in
            try database.execute(sql: "PRAGMA application_id = \(Identity.application)")
        }
        try file.close()
        let reader = try #require(try LedgerReader.open(at: path))
        #expect(try reader.counts(in: Workbench.conference) == [])
    }

    @Test("refuses a text file and leaves it as it is")
    func text() throws {
        let path = scratch.folder + "/book.csv"
        let text = Data(String(repeating: "id,name,email\n", count: 100).utf8)
        #expect(FileManager.default.createFile(atPath: path, contents: text))
        #expect(throws: LedgerFailure.notALedger) { try Ledger.open(at: path) }
        #expect(FileManager.default.contents(atPath: path) == text)
    }

    @Test("refuses another program's database and leaves it as it is")
    func foreign() throws {
        let path = scratch.folder + "/other.sqlite"
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
        try other.close()
        let before = FileManager.default.contents(atPath: path)
        #expect(throws: LedgerFailure.notALedger) { try Ledger.open(at: path) }
        #expect(throws: LedgerFailure.notALedger) { try LedgerReader.open(at: path) }
        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test("in a folder that does not exist says so")
    func missingFolder() throws {
        let path = scratch.folder + "/none/ledger.sqlite"
        #expect(
            throws: LedgerFailure.notWritable("\(path).lock: No such file or directory")
        ) { try Ledger.open(at: path) }
    }

    @Test("where a folder stands in its place says so")
    func folderInPlace() throws {
        let path = scratch.folder + "/ledger.sqlite"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        #expect {
            try Ledger.open(at: path)
        } throws: { error in
            if case LedgerFailure.notWritable = error { true } else { false }
        }
    }

    @Test("whose page is damaged fails as damaged, and verify names the page")
    func damaged() throws {
        let bench = try Workbench()
        try bench.plan(2000)
        try bench.ledger.close()
        let file = try #require(FileHandle(forUpdatingAtPath: bench.path))
        let pages = Int(try file.seekToEnd()) / 4096
        for page in pages / 2..<pages {
            try file.seek(toOffset: UInt64(page * 4096))
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try file.close()
        let reader = try #require(try LedgerReader.open(at: bench.path))
        let findings = try reader.verify(realNow: Date())
        #expect(findings.first?.what == "The file is damaged")
        #expect {
            let ledger = try Ledger.open(at: bench.path)
            _ = try ledger.sweep(.cancel, .conference(Workbench.conference), at: Workbench.now)
        } throws: { error in
            if case LedgerFailure.corrupt = error { true } else { false }
        }
    }
}
