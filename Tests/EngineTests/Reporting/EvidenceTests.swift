import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

@Suite("Evidence", .keepsFolders, .timeLimit(.minutes(10)))
struct EvidenceTests {
    private static func files() -> OfficeFiles {
        var files = OfficeFiles(count: 5)
        files.people[1].emails = ["refused@north.example"]
        files.people[2].emails = ["mailbox-full@north.example"]
        return files
    }

    /// An office that has sent its invitation, and whose template says something else since.
    private static func withStory(
        _ story: (TestOffice) async throws -> Void
    ) async throws {
        try await TestOffice.with(files()) { office in
            try office.write(
                String(repeating: "Chương trình hội nghị\r\n.", count: 4000), to: "program.txt")
            let template = try office.text("templates/invitation.md")
            try office.write(
                template.replacing("---\nsubject", with: "---\nattach: program.txt\nsubject"),
                to: "templates/invitation.md")
            try await office.send()
            var changed = files()
            changed.text = "Everything is different now."
            try office.write(changed)
            try office.write("another program", to: "program.txt")
            try await story(office)
        }
    }

    private func export(_ office: TestOffice, _ name: String = "proof") throws -> EvidenceReport {
        try EvidencePass(office.open()).run(
            EvidenceRequest(
                conference: "meeting", folder: office.folder.appending(path: name).path))
    }

    private func lines(_ office: TestOffice, _ name: String) throws -> [[String: Any]] {
        try office.text("proof/\(name)").split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    private func forge(_ office: TestOffice, _ sql: String) throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        shell.arguments = ["sqlite3", office.folder.appending(path: "ledger.sqlite").path, sql]
        try shell.run()
        shell.waitUntilExit()
        try #require(shell.terminationStatus == 0)
    }

    @Test("shows every mail byte for byte as the relay got it, whatever became of the template")
    func bytes() async throws {
        try await Self.withStory { office in
            let report = try export(office)
            #expect(report.gaps == 0 && report.findings == [])
            #expect(report.mails == 5)
            let deliveries = try await office.deliveries()
            let kept = try office.kept()
            #expect(kept.count == 3)
            for envelope in kept {
                let address = envelope.recipients[0].address
                let id = try #require(deliveries.first { $0.address == address }?.id)
                let received = try Data(
                    contentsOf: office.relay.directory.appending(path: envelope.file))
                let shown = try Data(
                    contentsOf: office.folder.appending(path: "proof/mails/\(id)-1.eml"))
                #expect(shown == received && shown.count > 100_000)
            }
        }
    }

    @Test("has replies, deliveries and the journal as lines of JSON")
    func rows() async throws {
        try await Self.withStory { office in
            _ = try export(office)
            let attempts = try lines(office, "attempts.jsonl")
            #expect(attempts.count == 5)
            #expect(attempts.filter { $0["code"] as? Int == 250 }.count == 3)
            #expect(attempts.contains { ($0["text"] as? String)?.isEmpty == false })
            let first = try #require(try lines(office, "deliveries.jsonl").first)
            #expect(first["planned_at"] as? String == "2021-11-19T08:00:00.000+07:00")
            #expect(first["state"] as? String == "accepted")
            let changes = try lines(office, "changes.jsonl")
            let planned = changes.filter {
                $0["change"] as? String == "insert" && $0["table"] as? String == "delivery"
            }
            #expect(planned.count == 5)
            let chain = try lines(office, "chain.jsonl")
            let last = try #require(chain.last?["hash"] as? String)
            #expect(try office.text("proof/README.txt").contains(last))
            for name in ["answers", "calls", "cases", "received", "obligations", "editions"] {
                _ = try lines(office, "\(name).jsonl")
            }
        }
    }

    @Test("can be checked with sha256sum, and only its owner may read it")
    func sums() async throws {
        try await Self.withStory { office in
            _ = try export(office)
            let folder = office.folder.appending(path: "proof")
            #expect(try Self.check(folder) == 0)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let listed = try office.text("proof/SHA256SUMS").split(separator: "\n").count
            #expect(names.count - ["mails", "texts", "SHA256SUMS"].count == listed)
            for name in names + [""] {
                let path = folder.appending(path: name).path
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
                #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600))
            }
            try office.write("changed", to: "proof/answers.jsonl")
            #expect(try Self.check(folder) != 0)
        }
    }

    private static func check(_ folder: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("keeps a message once, however often it is tried")
    func tries() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try await office.send(at: TestOffice.now + 14_400)
            let delivery = try await office.delivery("mailbox-full@north.example")
            #expect(delivery.attempts == 2)
            let report = try export(office)
            #expect(report.mails == 5 && report.gaps == 0)
            // Another text is another message.
            var changed = Self.files()
            changed.text = "Everything is different now."
            try office.write(changed)
            try await office.send(at: TestOffice.now + 86_400)
            let later = try export(office, "later")
            #expect(later.mails == 6)
            let path = "later/mails/\(delivery.id)-3.eml"
            #expect(try office.text(path).contains("Everything is different now."))
            try office.expectSoundLedger()
        }
    }

    @Test("names an attachment that was changed, and shows no message that had it")
    func forged() async throws {
        try await Self.withStory { office in
            try forge(
                office,
                """
                DROP TRIGGER shared_never_changes;
                UPDATE shared SET bytes = CAST(replace(bytes, 'Q2jGsMah', 'Q2jGsMai') AS BLOB);
                """)
            let report = try export(office)
            #expect(report.gaps == 5 && report.mails == 0)
            #expect(report.findings.map(\.rows) == [["shared 1"]])
            let gaps = try lines(office, "messages.jsonl").filter { !($0["gap"] is NSNull) }
            #expect(gaps.count == 5)
            #expect(try office.text("proof/README.txt").contains("THE LEDGER WAS NOT IN ORDER"))
        }
    }

    @Test("says of a message of an older version that only its digest was kept")
    func older() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try leave(office)
            let report = try export(office)
            #expect(report.gaps == 1 && report.mails == 5)
            let gap = try #require(try lines(office, "messages.jsonl").last)
            #expect(gap["gap"] as? String == "the bytes were not kept, only their digest")
            #expect((gap["digest"] as? String)?.count == 32)
        }
    }

    /// As an older version left it: an intent without its message.
    private func leave(_ office: TestOffice) throws {
        let ledger = try Ledger.open(at: office.folder.appending(path: "ledger.sqlite").path)
        _ = try ledger.plan(
            [
                PlannedDelivery(
                    conference: "meeting", notice: "old", recipient: "p001", name: "The Desk",
                    venue: nil, channel: .email, address: "p001@north.example", revision: 1,
                    dueAt: TestOffice.now, handOverAt: TestOffice.now + 60,
                    lastUsefulAt: TestOffice.now + 600)
            ], at: TestOffice.now, clock: .virtual)
        let id = try #require(
            try ledger.reader.deliveries(
                DeliveryFilter(conference: "meeting", notice: "old"), limit: 1
            ).first?.id)
        let lease = try ledger.takeLease(
            on: "meeting", for: .current(command: "test"), clock: .virtual, realNow: Date())
        let writer = LedgerWriter(ledger, lease: lease)
        _ = writer.submit(
            .intent(
                Intent(
                    delivery: id, session: 1, turn: 1, digest: [UInt8](repeating: 1, count: 16),
                    at: TestOffice.now)))
        try writer.close()
        try ledger.end(lease, realNow: Date())
        try ledger.close()
    }

    @Test("goes into a folder of its own, and is of a conference that the ledger knows")
    func refused() async throws {
        try await TestOffice.with(Self.files()) { office in
            let before = try await problems { _ = try export(office) }
            #expect(before.list.first?.what == "There is no ledger yet")
            try await office.send()
            let full = try await problems { _ = try export(office, "templates") }
            #expect(full.status == .usage)
            let unknown = try await problems {
                _ = try EvidencePass(office.open()).run(
                    EvidenceRequest(
                        conference: "metting",
                        folder: office.folder.appending(path: "other").path))
            }
            #expect(unknown.list.first?.found == "metting")
            let path = office.folder.appending(path: "other").path
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
