import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

@testable import Engine

/// What people write back.
@Suite("Answers that come by mail", .keepsFolders, .timeLimit(.minutes(10)))
struct AnswerMailTests {
    private static let p002 = "p002@north.example"

    @Test(
        "a plain yes or no to the invitation is one",
        arguments: [
            ("Chúng tôi xác nhận tham dự.", ObligationState.done), ("Xin vắng mặt.", .declined),
            ("We confirm our attendance.", .done),
        ])
    func plain(_ words: String, _ state: ObligationState) async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.reply(from: Self.p002, words))
            let report = try await box.read()
            #expect(report.toRead.isEmpty)
            #expect(try box.standing("invitation", .recipient("p002")) == state)
            // Whoever answers a mail has it.
            #expect(try await box.state(of: Self.p002) == .delivered)
            try box.office.expectSoundLedger()
        }
    }

    @Test("anything else is for a person, and stops no reminder")
    func unclear() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.reply(from: Self.p002, "Phòng họp nào vậy ạ?"))
            let report = try await box.read()
            #expect(report.entries.map(\.why) == ["it asks something"])
            #expect(try box.standing("invitation", .recipient("p002")) == .open)
            let status = try await box.office.status()
            #expect(status.mails.map(\.mail.words) == ["Phòng họp nào vậy ạ?"])
            #expect(status.needsSomebody)
            #expect(try box.files(in: "answers/meeting/p002").count == 1)
        }
    }

    @Test(
        "an answer in the thread of a reminder meets the obligation, and the next one is not sent")
    func obligation() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try await box.tick("22T09:00")
            try box.drop(try box.reply(from: Self.p002, to: "Register", "Đã đăng ký."))
            try await box.tick("22T09:01")
            #expect(try box.standing("register", .venue("north")) == .done)
            let before = try box.office.received()
            try await box.tick("23T06:00")
            let after = try box.office.received()
            #expect(after[Self.p002] == before[Self.p002])
            #expect(after["p003@north.example"] == (before["p003@north.example"] ?? 0) + 1)
        }
    }

    @Test(
        "a list that is attached to such an answer is kept, and the obligation done to be checked")
    func attachment() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try await box.tick("22T09:00")
            try box.drop(
                try box.reply(
                    from: Self.p002, to: "Register", "Gửi danh sách ạ",
                    attachment: "../danh sách.csv"))
            let report = try await box.read("22T09:01")
            #expect(report.entries.map(\.why) == ["what is attached is to be checked"])
            #expect(try box.standing("register", .venue("north")) == .done)
            let kept = try box.files(in: "answers/meeting/p002")
            #expect(kept.count == 2)
            #expect(kept.contains { $0.hasSuffix("danh sách.csv") })
            #expect(try box.files(in: "answers/meeting") == ["p002"])
        }
    }

    @Test(
        "an answer code says whose it is where there is no thread; the mail's sender does not matter"
    )
    func code() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let code = try await box.office.show("p003").answerCode
            try box.drop(
                """
                From: somebody@private.example
                To: office@office.example
                Subject: \(code)
                Message-ID: <1@private.example>

                Tôi sẽ tham dự.

                """)
            let report = try await box.read()
            #expect(report.entries.map(\.mail.owner?.way) == [.code])
            #expect(try box.standing("invitation", .recipient("p003")) == .done)
        }
    }

    @Test("codes of two people are nobody's answer")
    func twoCodes() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let codes = [
                try await box.office.show("p002").answerCode,
                try await box.office.show("p003").answerCode,
            ]
            try box.drop(
                "From: a@b.example\nSubject: answers\n\n\(codes.joined(separator: ", ")): yes\n")
            let report = try await box.read()
            #expect(report.toRead.count == 1)
            #expect(try box.standing("invitation", .recipient("p002")) == .open)
            #expect(try box.standing("invitation", .recipient("p003")) == .open)
        }
    }

    @Test("who answers need not be called about the mail that came back")
    func answered() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user"))
            try await box.tick("19T09:00")
            #expect(try await box.calls("19T09:00") == ["p002"])
            let code = try await box.office.show("p002").answerCode
            try box.drop("From: a@b.example\nSubject: \(code)\n\nXác nhận tham dự\n")
            try await box.tick("19T09:05")
            #expect(try await box.calls("19T09:05").isEmpty)
            #expect(try await box.office.status().needPerson == 0)
        }
    }

    @Test("somebody else's code in a reply is for a person, and answers for nobody")
    func othersCode() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let code = try await box.office.show("p003").answerCode
            try box.drop(try box.reply(from: Self.p002, "Xác nhận tham dự. Mã \(code)"))
            #expect(try await box.read().toRead.count == 1)
            #expect(try box.standing("invitation", .recipient("p002")) == .open)
            #expect(try box.standing("invitation", .recipient("p003")) == .open)
        }
    }

    @Test("a signature is no list, and a question with a file is no answer")
    func signature() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try await box.tick("22T09:00")
            try box.drop(
                try box.reply(from: Self.p002, "Đã nhận.", attachment: "smime.p7s")
                    .replacing("text/csv", with: "application/pkcs7-signature"))
            try box.drop(
                try box.reply(
                    from: Self.p002, "Xin hỏi hạn có lùi không?", attachment: "cong-van.csv"))
            _ = try await box.read("22T09:01")
            #expect(try box.standing("register", .venue("north")) == .open)
        }
    }

    @Test("who answers an old letter is still called about the correction that came back")
    func oldLetter() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let old = try box.reply(from: Self.p002, "Xác nhận tham dự")
            let conference = try box.office.text("conferences/meeting.yaml")
            try box.office.write(
                conference.replacing("T08:00, end", with: "T09:00, end")
                    .replacing("T08:00,\n", with: "T09:00,\n"), to: "conferences/meeting.yaml")
            let workspace = try box.office.open(at: try Postbox.at("20T10:00"))
            _ = try await blocking { try CorrectPass(workspace).run("meeting") }
            try box.drop(try box.report(on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user"))
            try await box.tick("20T10:05")
            #expect(try await box.calls("20T10:05") == ["p002"])
            try box.drop(old)
            try await box.tick("20T10:06")
            #expect(try box.standing("invitation", .recipient("p002")) == .done)
            #expect(try await box.calls("20T10:06") == ["p002"])
        }
    }

    @Test("a mistake in a conference file stops no other mail")
    func brokenFile() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let code = try await box.office.show("p003").answerCode
            let report = try box.report(
                on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user")
            let conference = try box.office.text("conferences/meeting.yaml")
            try box.office.write(conference + "nonsense: 1\n", to: "conferences/meeting.yaml")
            try box.drop("From: a@b.example\nSubject: \(code)\n\nXác nhận tham dự\n")
            try box.drop(report)
            let read = try await box.read()
            #expect(read.entries.count == 2)
            #expect(read.problem == nil)
            try box.office.write(conference, to: "conferences/meeting.yaml")
            #expect(try await box.state(of: Self.p002) == .bounced)
        }
    }

    @Test("a machine's reply answers nothing; one that names somebody else is shown")
    func absence() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let mail = try box.mail(to: Self.p002).mail
            for (number, words) in [
                "I am away.", "Tôi vắng mặt, xin liên hệ đồng chí Chánh Văn phòng, 0900 000 009.",
            ].enumerated() {
                try box.drop(
                    """
                    From: \(Self.p002)
                    To: office@office.example
                    Subject: Automatic reply: \(mail.field("Subject") ?? "")
                    Auto-Submitted: auto-replied
                    Message-ID: <\(number)@north.example>
                    In-Reply-To: \(mail.field("Message-ID") ?? "")
                    Content-Type: text/plain; charset=utf-8

                    \(words)

                    """, as: "\(number)")
            }
            let report = try await box.read()
            #expect(report.entries.map(\.mail.kind) == [.autoReply, .autoReply])
            #expect(report.toRead.map { $0.mail.words?.contains("0900 000 009") } == [true])
            #expect(try box.standing("invitation", .recipient("p002")) == .open)
        }
    }

    @Test("a run that is stopped reads on where it was")
    func stopped() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.reply(from: Self.p002, "Xác nhận tham dự"))
            let workspace = try box.office.open(at: try Postbox.at("19T09:00"))
            let brake = Brake()
            brake.pull()
            let stopped = try await blocking { try InboxPass(workspace).run(brake: brake) }
            #expect(stopped.entries.isEmpty)
            #expect(try await box.read().entries.count == 1)
        }
    }
}
