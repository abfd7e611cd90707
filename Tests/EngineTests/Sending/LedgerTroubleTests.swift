import ConvokeCore
import Foundation
import LedgerStore
import Synchronization
import Testing

@testable import Engine

/// A small file system of its own; only root can mount one.
private final class SmallDisk: Sendable {
    let folder = NSTemporaryDirectory() + "convoke-disk-" + UUID().uuidString

    init(kilobytes: Int) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder)
    }

    func makeReadOnly() throws {
        try Self.run("mount", "-o", "remount,ro", folder)
    }

    /// Takes as much room as there is.
    func fill() throws {
        let ballast = folder + "/ballast"
        _ = FileManager.default.createFile(atPath: ballast, contents: nil)
        guard let file = FileHandle(forWritingAtPath: ballast) else { return }
        // The write that fails has filled the disk.
        while (try? file.write(contentsOf: Data(count: 4096))) != nil {}
        try file.close()
    }

    func empty() throws {
        try FileManager.default.removeItem(atPath: folder + "/ballast")
    }

    deinit {
        try? Self.run("umount", "-l", folder)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
    }

    static let isAvailable = (try? SmallDisk(kilobytes: 64)) != nil
}

@Suite("A ledger in trouble stops sending")
struct LedgerTroubleTests {
    private static let crowd = (1...1500).map { "office+\($0)@venue.example" }

    /// Nothing was sent whose intent is not written.
    private func expectIntents(_ office: SmallOffice) throws {
        let intents = try office.deliveries().reduce(0) { $0 + $1.attempts }
        #expect(try office.received().count <= intents)
    }

    @Test(
        "a disk that fills up in the middle of a run, and is emptied again",
        .enabled(if: SmallDisk.isAvailable, "skipped: only root can mount a small file system"))
    func full() async throws {
        let disk = try SmallDisk(kilobytes: 16_384)
        let office = try await SmallOffice(
            Self.crowd, ledger: disk.folder + "/ledger.sqlite")
        let isFull = Mutex(false)
        let report = try await office.send { progress in
            isFull.withLock { isFull in
                guard !isFull, progress.accepted > 0 else { return }
                isFull = true
                try? disk.fill()
            }
        }
        #expect(report.status == .ledger)
        #expect(report.problem?.what.hasPrefix("The disk is full") == true)
        let sent = try office.received().count
        #expect(sent < Self.crowd.count)
        // A reader needs room for its index.
        try disk.empty()
        try expectIntents(office)
        try endRun(office)
        try disk.fill()
        await #expect { try await office.send() } throws: { ($0 as? Problems)?.status == .ledger }
        #expect(try office.received().count == sent, "nothing is sent without an intent")
        try disk.empty()
        #expect(try await office.send().problem == nil)
        let received = Set(
            try office.received().map { String(decoding: $0, as: UTF8.self) }
        ).count
        #expect(received == Self.crowd.count)
        try expectIntents(office)
        let marked = try office.deliveries().count { $0.possibleDuplicate }
        #expect(try office.received().count - received <= marked, "each is marked")
        #expect(marked <= 2, "one for each session")
        #expect(try LedgerPass(office.open()).verify() == [])
        try await office.close()
    }

    /// As when the process had gone, which here goes on.
    private func endRun(_ office: SmallOffice) throws {
        let ledger = try Ledger.open(at: office.ledgerPath)
        for lease in try ledger.reader.runs() { try ledger.end(lease, realNow: Date()) }
        try ledger.close()
    }

    @Test(
        "a disk that can only be read",
        .enabled(if: SmallDisk.isAvailable, "skipped: only root can mount a small file system"))
    func readOnly() async throws {
        let disk = try SmallDisk(kilobytes: 2048)
        let path = disk.folder + "/ledger.sqlite"
        let office = try await SmallOffice(["office@venue.example"], ledger: path)
        try Ledger.open(at: path).close()
        try disk.makeReadOnly()
        await #expect { try await office.send() } throws: { error in
            let problems = error as? Problems
            return problems?.status == .ledger
                && problems?.list.first?.what == "The ledger can only be read, not written"
        }
        #expect(try office.received().isEmpty)
        try await office.close()
    }

    @Test(
        "a ledger of a newer version, another file, a damaged page",
        arguments: [
            "newer", "other", "damaged",
        ])
    func unusable(kind: String) async throws {
        let office = try await SmallOffice(["office@venue.example", "desk@venue.example"])
        try await office.send()
        try spoil(office.ledgerPath, kind)
        let word = ["newer": "newer version", "other": "not a ledger", "damaged": "damaged"][kind]
        await #expect { try await office.send() } throws: { error in
            let problems = error as? Problems
            return problems?.status == .ledger
                && problems?.list.first?.what.contains(word ?? "?") == true
        }
        #expect(try office.received().count == 2)
        try await office.close()
    }

    private func spoil(_ path: String, _ kind: String) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        defer { try? file.close() }
        switch kind {
        case "newer":
            // PRAGMA user_version: octets 60 to 63 of the file (sqlite.org/fileformat2.html).
            try file.seek(toOffset: 60)
            try file.write(contentsOf: Data([0, 0, 0, 99]))
        case "other":
            try file.write(contentsOf: Data("id,name,email\n".utf8))
        default:
            let size = try file.seekToEnd()
            for page in stride(from: UInt64(4096), to: size, by: 4096) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: Data(repeating: 0xFF, count: 4096))
            }
        }
    }
}
