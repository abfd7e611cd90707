import Foundation
import TestWorkspace
import Testing

/// The whole way there and back: invitations through Postfix, its reports through Dovecot.
@Suite(
    "There and back", .enabled(if: RealMail.isWanted), .serialized, .keepsFolders,
    .timeLimit(.minutes(10)))
struct LoopTests {
    private static let now = "2021-11-19T08:0"

    @Test("240 invitations: ten come back, five are late and then come back, the others arrive")
    func loop() async throws {
        try await RealMail.with { mail in
            let folder = try Folders.make()
            try Self.files(mail).write(to: folder, relay: mail.url)
            let convoke = try Program(environment: ["CONVOKE_SMTP_PASSWORD": RealMail.password])
            let sent = try await convoke(
                "-C", folder.path, "send", "meeting", "invitation", "--now", Self.now + "0+07:00")
            #expect(sent.status == 0, "\(sent.words)")
            // A success, a failure or a delay for each.
            try await mail.waitForReports(240)

            let tick = try await convoke("-C", folder.path, "tick", "--now", Self.now + "1+07:00")
            #expect(tick.complaints.isEmpty, "\(tick.words)")
            var status = try await Status.read(folder, convoke, now: Self.now + "1+07:00")
            #expect(status.counts["delivered"] == 225)
            #expect(status.counts["bounced"] == 10)
            #expect(status.counts["accepted"] == 5)
            #expect(status.delayed == 5)
            #expect(status.calls["open"] == 10)

            // Nothing new: nothing happens, and nobody is called twice.
            _ = try await convoke("-C", folder.path, "tick", "--now", Self.now + "2+07:00")
            status = try await Status.read(folder, convoke, now: Self.now + "2+07:00")
            #expect(status.calls["open"] == 10)

            try await mail.expire()
            try await mail.waitForReports(245)
            let last = try await convoke("-C", folder.path, "tick", "--now", Self.now + "3+07:00")
            #expect(last.complaints.isEmpty, "\(last.words)")
            status = try await Status.read(folder, convoke, now: Self.now + "3+07:00")
            #expect(status.counts["delivered"] == 225)
            #expect(status.counts["bounced"] == 15)
            #expect(status.delayed == 0)
            #expect(status.calls["open"] == 15)
            try await Self.expectStory(convoke, folder)
        }
    }

    /// One recipient's story tells of the report, in the server's words.
    private static func expectStory(_ convoke: Program, _ folder: URL) async throws {
        let story = try await convoke("-C", folder.path, "show", "meeting", "p001")
        #expect(story.output.contains("5.1.1"), "\(story.words)")
        #expect(story.output.contains("No such mailbox here"), "\(story.words)")
        let verified = try await convoke("-C", folder.path, "ledger", "verify")
        #expect(verified.status == 0, "\(verified.words)")
    }

    private static func files(_ mail: RealMail) -> OfficeFiles {
        var files = OfficeFiles(count: 240)
        for index in 0..<15 {
            files.people[index].emails = ["\(index < 10 ? "gone" : "slow")+\(index)@far.example"]
            files.people[index].phones = ["0900 000 \(100 + index)"]
        }
        files.relay = mail.login
        files.settings = ["guard: off"] + mail.inbox
        files.conference = ["ladder:", "  - {channel: call, wait: 20m}"]
        return files
    }

    /// What `status --json` says of the invitation.
    private struct Status: Decodable {
        struct Notice: Decodable {
            let id: String
            let counts: [String: Int]
        }

        let notices: [Notice]
        let calls: [String: Int]
        let delayed: Int

        var counts: [String: Int] { notices.first { $0.id == "invitation" }?.counts ?? [:] }

        static func read(
            _ folder: URL, _ convoke: Program, now: String
        ) async throws -> Status {
            let outcome = try await convoke(
                "-C", folder.path, "status", "meeting", "--json", "--now", now)
            return try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8))
        }
    }
}
