import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

/// A small file system of its own; only root can mount one.
private final class SmallDisk {
    private let scratch: Scratch
    var folder: String { scratch.folder }

    init(kilobytes: Int) throws {
        scratch = try Scratch()
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder)
    }

    func makeReadOnly() throws {
        try Self.run("mount", "-o", "remount,ro", folder)
    }

    deinit {
        try? Self.run("umount", "-l", folder)
    }

    private static func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
    }

    /// Whether this machine lets us mount; asked once, by trying.
    static let isAvailable = (try? SmallDisk(kilobytes: 64)) != nil
}

@Suite(
    "A disk in trouble",
    .enabled(if: SmallDisk.isAvailable, "skipped: only root can mount a small file system"))
struct DiskTests {
    @Test("that is full stops planning, and what was written before is whole")
    func fullWhilePlanning() throws {
        let disk = try SmallDisk(kilobytes: 4096)
        let ledger = try Ledger.open(at: disk.folder + "/ledger.sqlite")
        #expect(throws: LedgerFailure.diskFull) {
            try ledger.plan(
                (0..<50_000).lazy.map { Workbench.planned($0) }, at: Workbench.now, clock: .real)
        }
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        let planned = try ledger.reader.counts(in: Workbench.conference).first?.total ?? 0
        #expect(planned.isMultiple(of: Ledger.portion))
    }

    @Test("that is full before an intent is written stops the run, and nothing may be sent")
    func fullWhileSending() throws {
        let disk = try SmallDisk(kilobytes: 4096)
        let path = disk.folder + "/ledger.sqlite"
        let ledger = try Ledger.open(at: path)
        _ = try ledger.plan(
            (0..<3000).map { Workbench.planned($0) }, at: Workbench.now, clock: .real)
        let lease = try ledger.takeLease(
            on: Workbench.conference, for: .current(command: "convoke send"), clock: .real,
            realNow: Date())
        let ballast = disk.folder + "/ballast"
        // As much as there is room for: the write that fails has filled the disk.
        #expect(FileManager.default.createFile(atPath: ballast, contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: ballast))
        while (try? file.write(contentsOf: Data(count: 4096))) != nil {}
        try file.close()
        let due = try ledger.reader.due(
            in: Workbench.conference, by: .email, now: Workbench.now, limit: 3000)
        let writer = LedgerWriter(ledger, lease: lease)
        let tickets = due.enumerated().map { index, delivery in
            writer.submit(.intent(delivery, turn: index + 1))
        }
        #expect(throws: LedgerFailure.diskFull) {
            for ticket in tickets { _ = try writer.wait(ticket) }
        }
        #expect(throws: LedgerFailure.diskFull) { try writer.close() }
        try FileManager.default.removeItem(atPath: ballast)
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        let again = LedgerWriter(ledger, lease: lease)
        #expect(try again.wait(again.submit(.intent(due[2999]))) == .written)
        try again.close()
    }

    @Test("that became read-only is named, for writing; reading goes on")
    func readOnly() throws {
        let disk = try SmallDisk(kilobytes: 4096)
        let path = disk.folder + "/ledger.sqlite"
        try Ledger.open(at: path).close()
        try disk.makeReadOnly()
        #expect(throws: LedgerFailure.readOnly) { try Ledger.open(at: path) }
    }

    @Test("a ledger that may only be read is named")
    func readOnlyFile() throws {
        let disk = try SmallDisk(kilobytes: 4096)
        let path = disk.folder + "/ledger.sqlite"
        let ledger = try Ledger.open(at: path)
        _ = try ledger.plan([Workbench.planned(1)], at: Workbench.now, clock: .real)
        try ledger.write { try $0.execute(sql: "PRAGMA query_only = ON") }
        #expect(throws: LedgerFailure.readOnly) {
            try ledger.sweep(.cancel, .conference(Workbench.conference), at: Workbench.now)
        }
    }
}
