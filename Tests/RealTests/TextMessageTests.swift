import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

/// Texts through Kannel, with a network of its own, and through Gammu SMSD with its dummy phone.
@Suite(
    "By text", .enabled(if: RealMail.isWanted), .serialized, .keepsFolders,
    .timeLimit(.minutes(10)))
struct TextMessageTests {
    private static let words =
        "Kính mời đồng chí dự Hội nghị Văn hóa toàn quốc, khai mạc lúc 08 giờ 00 ngày 24 tháng 11."
        + " Đề nghị có mặt trước 15 phút và trả lời tin này, kèm mã "

    @Test(
        "Kannel: three parts arrive whole, the report sets delivered; who is refused, now or later, is called"
    )
    func kannel() async throws {
        try await RealPhone.with(.kannel) { phone in
            let folder = try Self.office(
                phone.kannelSettings, numbers: ["0900 000 001", "0900 000 999", "0900 000 998"])
            try Self.keep(RealPhone.password, in: folder.appending(path: "secrets/sms"))
            let convoke = try Program()
            try await Self.listening(convoke, folder, phone.listeningPort) { listener in
                try await Self.begin(convoke, folder)
                #expect(await listener.says("meeting: delivered"))
                #expect(try Self.text(folder, to: "p001")?.state == .delivered)
                let text = try Self.joined(try phone.parts(), to: "+84900000001")
                #expect(text.hasPrefix(Self.words))
                #expect(await listener.says("text to p003, +84900000998, meeting: bounced"))
                try await Self.expectCalls(convoke, folder)

                try await phone.reply(
                    from: "+84900000001", "OK " + text.dropFirst(Self.words.count))
                #expect(await listener.says("p001, invitation, meeting: yes"))
                let path = folder.appending(path: "ledger.sqlite").path
                let reader = try #require(try LedgerReader.open(at: path))
                let answers = try reader.parties(of: Answer.invitation, in: "meeting")
                #expect(answers[Party(.recipient, "p001")] == .done)
                #expect(try reader.verify(realNow: Date()) == [])
            }
        }
    }

    /// The number that the network refuses, and the one whose failure it reports, go to the call sheet.
    private static func expectCalls(_ convoke: Program, _ folder: URL) async throws {
        #expect(try text(folder, to: "p002")?.state == .failed)
        let tick = try await convoke("-C", folder.path, "tick")
        #expect(tick.complaints.isEmpty, "\(tick.words)")
        let sheet = try await convoke("-C", folder.path, "calls", "meeting", "--json")
        let entries = try JSONSerialization.jsonObject(with: Data(sheet.output.utf8))
        let calls = try #require(entries as? [[String: Any]])
        let numbers = calls.compactMap { ($0["numbers"] as? [String])?.first }
        #expect(Set(calls.compactMap { $0["recipient"] as? String }) == ["p002", "p003"])
        #expect(Set(numbers) == ["+84900000999", "+84900000998"])
    }

    @Test("Gammu SMSD sends a text of three parts from its outbox, once")
    func gammu() async throws {
        try await RealPhone.with(.gammu) { phone in
            let folder = try Self.office(phone.gammuSettings, numbers: ["0900 000 001"])
            let convoke = try Program()
            try await Self.begin(convoke, folder)
            try await Self.wait { try !phone.files(in: "sent").isEmpty }
            let tick = try await convoke("-C", folder.path, "tick")
            #expect(tick.complaints.isEmpty, "\(tick.words)")
            #expect(try Self.text(folder, to: "p001")?.state == .accepted)
            #expect(try phone.files(in: "outbox").isEmpty)
            #expect(try phone.files(in: "error").isEmpty)
            #expect(try phone.files(in: "sent").count == 1)
        }
    }

    // MARK: - An office that nobody can write mail to

    private static func office(_ sms: [String], numbers: [String]) throws -> URL {
        let folder = try Folders.make()
        var files = OfficeFiles(count: numbers.count)
        for index in numbers.indices {
            files.people[index].emails = []
            files.people[index].phones = [numbers[index]]
        }
        files.settings = ["guard: off"] + sms
        files.conference = [
            "ladder:", "  - {channel: sms, wait: 20m}", "  - {channel: call, wait: 20m}",
        ]
        try files.write(to: folder, relay: "smtp://127.0.0.1:9")
        try OfficeFiles.write(
            words + "{{answer.code}}\n", to: folder.appending(path: "templates/invitation.sms.txt"))
        try OfficeFiles.moveDates(in: folder, around: Date())
        return folder
    }

    private static func keep(_ secret: String, in file: URL) throws {
        try OfficeFiles.write(secret, to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Everybody is to be called, and the first rung is a text.
    private static func begin(_ convoke: Program, _ folder: URL) async throws {
        let sent = try await convoke("-C", folder.path, "send", "meeting", "invitation")
        #expect(sent.complaints.isEmpty, "\(sent.words)")
        let tick = try await convoke("-C", folder.path, "tick")
        #expect(tick.complaints.isEmpty, "\(tick.words)")
    }

    private static func listening(
        _ convoke: Program, _ folder: URL, _ port: Int, _ story: (Running) async throws -> Void
    ) async throws {
        let listener = try convoke.start(["-C", folder.path, "listen", "--port", "\(port)"])
        let result: Result<Void, any Error>
        do {
            #expect(await listener.says("listening on"))
            result = .success(try await story(listener))
        } catch {
            result = .failure(error)
        }
        _ = listener.signal(SIGTERM)
        let outcome = try await listener.wait()
        #expect(outcome.status == 0)
        #expect(outcome.complaints.isEmpty, "\(outcome.words)")
        try result.get()
    }

    // MARK: - What became of texts

    private static func text(_ folder: URL, to recipient: String) throws -> Delivery? {
        let path = folder.appending(path: "ledger.sqlite").path
        let filter = DeliveryFilter(conference: "meeting", recipients: [recipient])
        return try LedgerReader.open(at: path)?.deliveries(filter, limit: 100)
            .first { $0.channel == .sms }
    }

    /// The parts that came to a number, put together as a phone does.
    private static func joined(_ parts: [RealPhone.Part], to number: String) throws -> String {
        let mine = parts.filter { $0.number == number }.sorted { $0.place < $1.place }
        #expect(mine.map(\.place) == [1, 2, 3])
        #expect(mine.allSatisfy { $0.count == 3 && $0.bytes.count <= 134 })
        let bytes = mine.flatMap(\.bytes)
        return try #require(String(bytes: bytes, encoding: .utf16BigEndian))
    }

    /// For Gammu SMSD alone, which tells nobody when it has sent something.
    private static func wait(
        sourceLocation: SourceLocation = #_sourceLocation, until isTrue: () throws -> Bool
    ) async throws {
        for _ in 0..<150 {
            if try isTrue() { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("it did not happen within half a minute", sourceLocation: sourceLocation)
    }
}
