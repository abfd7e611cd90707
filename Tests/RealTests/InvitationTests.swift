import Foundation
import TestWorkspace
import Testing

/// The sample conference of 240 venues, through Postfix into a Maildir.
@Suite(
    "Through Postfix", .enabled(if: RealMail.isWanted), .serialized, .keepsFolders,
    .timeLimit(.minutes(10)))
struct InvitationTests {
    private static let now = "2021-03-22T08:00+07:00"
    private let password = ["CONVOKE_SMTP_PASSWORD": RealMail.password]

    @Test(
        "the invitation to 240 venues arrives once each, encrypted and logged in, and not again",
        arguments: ["smtp", "smtps"])
    func invitation(scheme: String) async throws {
        try await RealMail.with { mail in
            let sample = try Self.sample(scheme == "smtp" ? mail.url : mail.secureURL, mail.login)
            let convoke = try Program(environment: password)
            let sent = try await Self.send(convoke, sample)
            #expect(sent.status == 0, "\(sent.words)")

            let report = try await Report.read(
                "nghi-quyet-2021", in: sample.folder, by: convoke, now: Self.now)
            let count = report.count("accepted")
            #expect(count == 245)
            #expect(report.notices.first { $0.id == "giay-moi" }?.counts["accepted"] == 245)
            try await mail.waitForDelivery(of: count)
            let copies = try await blocking { try mail.copies() }
            report.expectSame(as: copies)
            #expect(copies.count == 245)
            #expect(copies.values.max() == 1)
            let received = try await blocking {
                try mail.delivered().map { try RealMail.header("received", of: $0) }
            }
            #expect(received.allSatisfy { $0.contains(" with ESMTPSA ") })

            let again = try await Self.send(convoke, sample)
            #expect(again.status == 0)
            #expect(again.output.contains("sent 0"))
            try await mail.waitForDelivery(of: count)
            #expect(try mail.delivered().count == count)
        }
    }

    @Test(
        "a wrong password is 77, an untrusted certificate 78; nobody is marked and nothing arrives")
    func account() async throws {
        try await RealMail.with { mail in
            let sample = try Self.sample(mail.url, mail.login)
            let wrong = try Program(environment: ["CONVOKE_SMTP_PASSWORD": "guess"])
            let refused = try await Self.send(wrong, sample)
            #expect(refused.status == 77, "\(refused.words)")
            #expect(!refused.words.contains("guess"))

            for url in [mail.url, mail.secureURL] {
                let stranger = try Self.sample(url, Array(mail.login.dropLast()))
                let convoke = try Program(environment: password)
                let untrusted = try await Self.send(convoke, stranger)
                #expect(untrusted.status == 78, "\(untrusted.words)")
                #expect(untrusted.complaints.contains("is not trusted"))
            }
            let report = try await Report.read(
                "nghi-quyet-2021", in: sample.folder, by: wrong, now: Self.now)
            #expect(report.count("queued") == 245)
            #expect(report.mails.count == 245)
            #expect(try mail.delivered().isEmpty)
        }
    }

    private static func sample(_ url: String, _ login: [String]) throws -> SampleWorkspace {
        let sample = try SampleWorkspace.copy()
        let lines = (["url: " + url] + login).joined(separator: "\n  ")
        try sample.replace("url: smtp://127.0.0.1:2525", by: lines, in: "convoke.yaml")
        return sample
    }

    private static func send(
        _ convoke: Program, _ sample: SampleWorkspace
    ) async throws -> Program.Outcome {
        try await convoke(
            "-C", sample.folder.path, "send", "nghi-quyet-2021", "giay-moi", "--now", now)
    }
}
