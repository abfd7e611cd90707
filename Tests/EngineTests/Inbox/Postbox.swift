import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// An office that reads a Maildir, and what others put there.
struct Postbox {
    let office: TestOffice

    /// Six people, at three venues; the districts owe a registration.
    static func with(
        _ change: (inout OfficeFiles) -> Void = { _ in },
        _ story: (Postbox) async throws -> Void
    ) async throws {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off", "inbox: {maildir: Maildir}"]
        files.conference = [
            "  - {id: ask, kind: reminder, template: ask, about: register, before: [24h, 3h]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-23T09:00, for: \"level:district\"}",
            "ladder:", "  - {channel: call, wait: 20m}",
        ]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        change(&files)
        try await TestOffice.with(files) { office in
            for name in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    at: office.folder.appending(path: "Maildir/" + name),
                    withIntermediateDirectories: true)
            }
            try Data(
                """
                ---
                subject: "Register: {{conference.title}}"
                ---
                {{recipient.salutation}} **{{recipient.name}}**, please register.

                """.utf8
            ).write(to: office.folder.appending(path: "templates/ask.md"))
            try await story(Postbox(office: office))
        }
    }

    // MARK: - What was sent

    /// The last one whose subject begins like this: what one tick sends to somebody has no order.
    func mail(
        to address: String, subject: String = ""
    ) throws -> (envelope: SandboxEnvelope, mail: ReceivedMail) {
        let mails = try zip(office.kept(), office.mails())
        let all = mails.filter { envelope, mail in
            envelope.recipients.map(\.address) == [address]
                && (mail.field("Subject") ?? "").hasPrefix(subject)
        }
        return try #require(all.last)
    }

    // MARK: - What comes in

    /// Puts a mail into the Maildir, its lines ended as servers do.
    func drop(_ text: String, as name: String = UUID().uuidString) throws {
        let file = office.folder.appending(path: "Maildir/new/" + name)
        try Data(text.replacing("\n", with: "\r\n").utf8).write(to: file)
    }

    /// A report by the book (RFC 3464) about the mail to an address.
    func report(
        on address: String, _ action: String, _ status: String, _ words: String,
        to returnPath: String? = nil
    ) throws -> String {
        let (envelope, mail) = try mail(to: address)
        return report(
            on: address, action, status, words, to: returnPath ?? envelope.sender.address,
            messageID: mail.field("Message-ID") ?? "")
    }

    /// The same about a mail that the relay does not have.
    func report(
        on address: String, _ action: String, _ status: String, _ words: String,
        to returnPath: String = "office@office.example", messageID: String
    ) -> String {
        """
        From: MAILER-DAEMON@far.example
        To: \(returnPath)
        Subject: Delivery report
        Message-ID: <\(UUID().uuidString)@far.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        About your message.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; far.example

        Final-Recipient: rfc822; \(address)
        Action: \(action)
        Status: \(status)
        Diagnostic-Code: smtp; \(words)

        --b
        Content-Type: text/rfc822-headers

        Message-ID: \(messageID)
        --b--

        """
    }

    /// A reply to the last mail to an address.
    func reply(
        from address: String, to subject: String = "", _ words: String, quoting: Bool = true,
        attachment: String? = nil
    ) throws -> String {
        let mail = try mail(to: address, subject: subject).mail
        let quoted = quoting ? "\n> \(mail.text.prefix(200).replacing("\n", with: "\n> "))" : ""
        let head = """
            From: \(address)
            To: office@office.example
            Subject: Re: \(mail.field("Subject") ?? "")
            Message-ID: <\(UUID().uuidString)@north.example>
            In-Reply-To: \(mail.field("Message-ID") ?? "")
            MIME-Version: 1.0

            """
        guard let attachment else {
            return head + "Content-Type: text/plain; charset=utf-8\n\n\(words)\n\(quoted)\n"
        }
        return head + """
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            \(words)
            --b
            Content-Type: text/csv; name="\(attachment)"
            Content-Disposition: attachment; filename="\(attachment)"

            name,phone
            --b--

            """
    }

    // MARK: - What the office does

    static func at(_ text: String) throws -> Date {
        try #require(Instant.parse("2021-11-\(text)+07:00"))
    }

    @discardableResult
    func read(_ moment: String = "19T09:00") async throws -> InboxReport {
        let workspace = try office.open(at: try Self.at(moment))
        return try await blocking { try InboxPass(workspace).run(counts: true) }
    }

    @discardableResult
    func tick(_ moment: String) async throws -> TickReport {
        let workspace = try office.open(at: try Self.at(moment))
        return try await blocking { try TickPass(workspace).run() }
    }

    func calls(_ moment: String) async throws -> [String] {
        let workspace = try office.open(at: try Self.at(moment))
        return try await blocking {
            try CallPass(workspace).sheet("meeting").entries.map(\.recipient)
        }
    }

    /// What a run leaves that is killed while it sends a delivery which waits.
    func leaveSending(_ delivery: Int64) async throws {
        let path = office.folder.appending(path: "ledger.sqlite").path
        let now = try Self.at("19T08:30")
        try await blocking {
            let ledger = try Ledger.open(at: path)
            let dead = RunOwner(
                pid: 1, startTicks: 1, boot: "before this one",
                host: ProcessInfo.processInfo.hostName, command: "convoke tick")
            let lease = try ledger.takeLease(
                on: "meeting", for: dead, clock: .virtual, realNow: Date())
            let writer = LedgerWriter(ledger, lease: lease)
            let intent = Intent(delivery: delivery, session: 1, turn: 1, digest: nil, at: now)
            _ = try writer.wait(writer.submit(.intent(intent)))
            try writer.close()
            try ledger.close()
        }
    }

    func state(of address: String) async throws -> DeliveryState {
        try await office.delivery(address).state
    }

    /// How a party stands about an obligation, or the invitation.
    func standing(_ about: String, _ party: Party) throws -> ObligationState? {
        let path = office.folder.appending(path: "ledger.sqlite").path
        return try LedgerReader.open(at: path)?.parties(of: about, in: "meeting")[party]
    }

    /// The files of a folder of the workspace, by name.
    func files(in folder: String) throws -> [String] {
        let path = office.folder.appending(path: folder).path
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}
