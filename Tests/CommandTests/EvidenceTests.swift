import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@Suite("Evidence on the command line", .keepsFolders, .timeLimit(.minutes(10)))
struct EvidenceTests {
    @Test("report --evidence says what it wrote and where the journal ends")
    func evidence() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let folder = desk.folder.appending(path: "proof").path
            let outcome = try await desk.run("report", "meeting", "--evidence", folder)
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("3 mails, 0 texts, the journal."))
            #expect(outcome.output.contains("The journal ends with row "))
            #expect(FileManager.default.fileExists(atPath: folder + "/SHA256SUMS"))
            let again = try await desk.run("report", "meeting", "--evidence", folder)
            #expect(again.exit == .usage)
        }
    }

    @Test("ledger verify knows a hash that was noted down, and misses one that is not there")
    func noted() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let first = try await desk.run("ledger", "verify")
            let hash = try #require(first.output.split(separator: " ").last)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(hash.count == 64)
            _ = try await desk.run("pause", "meeting")
            let later = try await desk.run("ledger", "verify", "--expect", hash)
            #expect(later.status == 0)
            #expect(later.output.contains("Noted: \(hash) is row "))
            let slip = try await desk.run("ledger", "verify", "--expect", String(hash.prefix(12)))
            #expect(slip.exit == .usage)
            let none = String(hash.reversed())
            let missed = try await desk.run("ledger", "verify", "--expect", none)
            #expect(missed.exit == .ledger)
            #expect(missed.output.contains(none))
        }
    }

    @Test("ledger verify names a row in which one letter was changed by hand")
    func changed() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let ledger = desk.folder.appending(path: "ledger.sqlite").path
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            shell.arguments = [
                "sqlite3", ledger,
                "UPDATE delivery SET reply = replace(reply, 'queued', 'qveued') WHERE id = 2",
            ]
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0)
            let outcome = try await desk.run("ledger", "verify")
            #expect(outcome.exit == .ledger)
            #expect(outcome.output.contains("delivery 2: reply is "))
        }
    }
}
