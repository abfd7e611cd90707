import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import Synchronization
import TestWorkspace
import Testing

@testable import Engine

/// Queries come in as a gateway calls back; what the ledger says afterwards.
@Suite("What a gateway calls back with", .keepsFolders, .timeLimit(.minutes(10)))
struct ReportPassTests {
    /// An office with a gateway that says nothing by itself; the mails of p002 and p003 are refused.
    private static func open(
        hook: TextHook? = nil, changing change: (inout OfficeFiles) -> Void = { _ in },
        _ story: (TestOffice, SandboxGateway) async throws -> Void
    ) async throws {
        var configuration = SandboxGatewayConfiguration(directory: try Folders.make("texts"))
        configuration.port = try LoopbackPort.free()
        configuration.hook = hook
        let gateway = try await SandboxGateway.start(configuration)
        var files = files(gateway.url)
        change(&files)
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await TestOffice.with(files) { try await story($0, gateway) })
        } catch {
            result = .failure(error)
        }
        try await gateway.stop()
        try result.get()
    }

    private static func files(_ url: String) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off", "sms:", "  gateway: sandbox", "  url: \"\(url)\""]
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[1].emails = ["refused@north.example"]
        files.people[2].emails = ["refused@south.example"]
        files.conference = [
            "ladder:", "  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}",
            "  - {channel: call, to: duty}", "duty: p001",
        ]
        return files
    }

    private func at(_ text: String) throws -> Date {
        try #require(Instant.parse("2021-11-19T\(text)+07:00"))
    }

    private func tick(_ office: TestOffice, _ moment: String) async throws {
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking { try TickPass(workspace).run() }
    }

    /// Mails are refused at 8:00, texts have left by 8:02.
    private func begin(_ office: TestOffice) async throws {
        try await office.send()
        for moment in ["08:01", "08:02"] { try await tick(office, moment) }
    }

    private func hear(
        _ office: TestOffice, _ path: String, _ query: String, _ moment: String = "08:05"
    ) async throws -> Heard {
        let workspace = try office.open(at: try at(moment))
        return try await blocking { try ReportPass(workspace).take(path: path, query: query) }
    }

    private func calls(_ office: TestOffice, _ moment: String) async throws -> [String] {
        let workspace = try office.open(at: try at(moment))
        return try await blocking {
            try CallPass(workspace).sheet("meeting").entries.map(\.recipient).sorted()
        }
    }

    private func text(_ office: TestOffice, to recipient: String) async throws -> Delivery {
        try #require(
            try await office.deliveries().first {
                $0.channel == .sms && $0.recipient == recipient
            })
    }

    private func reference(_ gateway: SandboxGateway, _ number: String) throws -> String {
        try #require(try SandboxText.read(from: gateway.texts).first { $0.to == number }).reference
    }

    private func answerCode(_ office: TestOffice, _ recipient: String) throws -> String {
        let workspace = try office.open()
        let convocation = try workspace.convocation("meeting")
        let letters = try LetterWriter(workspace, convocation.conference)
        return letters.answerCode(try #require(convocation.recipient(recipient)))
    }

    private func answers(_ office: TestOffice) throws -> [String: ObligationState] {
        let path = office.folder.appending(path: "ledger.sqlite").path
        let reader = try #require(try LedgerReader.open(at: path))
        let all = try reader.parties(of: Answer.invitation, in: "meeting")
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key.id, $0.value) })
    }

    private func toRead(_ office: TestOffice) throws -> [String] {
        let path = office.folder.appending(path: "texts-to-read.jsonl")
        guard FileManager.default.fileExists(atPath: path.path) else { return [] }
        return try String(contentsOf: path, encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    // MARK: - Reports

    @Test("a report sets delivered, once and for all; what comes late changes nothing")
    func delivered() async throws {
        try await Self.open { office, gateway in
            try await begin(office)
            let token = try reference(gateway, "+84900000002")
            let way = try await hear(office, "/dlr", "reference=\(token)&status=8&answer=ACK%2F")
            #expect(way.verdict == .taken)
            #expect(try await text(office, to: "p002").state == .accepted)

            let heard = try await hear(office, "/dlr", "reference=\(token)&status=1&answer=ok")
            #expect(heard.verdict == .taken)
            #expect(
                heard.line == "text to p002, +84900000002, meeting: delivered")
            #expect(try await text(office, to: "p002").state == .delivered)
            for status in [1, 2, 8, 16] {
                let late = try await hear(office, "/dlr", "reference=\(token)&status=\(status)")
                #expect(late.verdict == .taken)
                #expect(try await text(office, to: "p002").state == .delivered)
            }
            #expect(try await text(office, to: "p003").state == .accepted)
            try office.expectSoundLedger()
        }
    }

    @Test("a failed report leads to a call at once, not after the wait")
    func failed() async throws {
        try await Self.open { office, gateway in
            try await begin(office)
            let token = try reference(gateway, "+84900000002")
            _ = try await hear(
                office, "/dlr", "reference=\(token)&status=16&answer=NACK%2Fno+SMSC", "08:03")
            #expect(try await text(office, to: "p002").state == .bounced)
            #expect(try await calls(office, "08:03") == [])
            try await tick(office, "08:04")
            #expect(try await calls(office, "08:04") == ["p002"])
            try office.expectSoundLedger()
        }
    }

    @Test(
        "a report that overtakes the gateway's answer is asked for again, and changes nothing yet")
    func early() async throws {
        let heard = Mutex<[Heard]>([])
        let office = Mutex<TestOffice?>(nil)
        try await Self.open(hook: { moment in
            guard moment.stage == .kept, let open = office.withLock({ $0 }) else { return .proceed }
            let query = "reference=\(moment.reference)&status=1"
            do {
                let one = try await hear(open, "/dlr", query, "08:01")
                heard.withLock { $0.append(one) }
            } catch {
                Issue.record(error)
            }
            return .proceed
        }) { opened, gateway in
            office.withLock { $0 = opened }
            try await begin(opened)
            #expect(heard.withLock { $0.map(\.verdict) } == [.tooEarly, .tooEarly])
            #expect(try await text(opened, to: "p002").state == .accepted)
            let token = try reference(gateway, "+84900000002")
            let late = try await hear(opened, "/dlr", "reference=\(token)&status=1")
            #expect(late.verdict == .taken)
            #expect(try await text(opened, to: "p002").state == .delivered)
            try opened.expectSoundLedger()
        }
    }

    @Test("a forged report changes nothing, whichever part of its token is forged")
    func forged() async throws {
        try await Self.open { office, gateway in
            let early = try await hear(office, "/dlr", "reference=2-aaaaaaaaaaaaaaaa&status=1")
            #expect(early.verdict == .notUnderstood)
            #expect(!office.hasLedger)
            try await begin(office)
            let mine = try reference(gateway, "+84900000002")
            let other = try reference(gateway, "+84900000003")
            let halves = (mine.split(separator: "-"), other.split(separator: "-"))
            let before = try await office.deliveries()
            for token in [
                "\(halves.0[0])-\(halves.1[1])", "\(halves.1[0])-\(halves.0[1])", mine + "a",
                String(mine.dropLast()), "-", "zzzz-\(halves.0[1])",
            ] {
                let heard = try await hear(office, "/dlr", "reference=\(token)&status=2")
                #expect(heard.verdict == .notUnderstood)
                #expect(heard.line.hasPrefix("a report about no text of ours"))
            }
            #expect(try await office.deliveries() == before)
        }
    }

    @Test(
        "what nobody understands is said and changes nothing",
        arguments: [
            ("/dlr", ""), ("/dlr", "status=1"), ("/reply", ""), ("/reply", "from=1"), ("/", ""),
            ("/reply", "from=1&text=%0&coding=2"), ("/dlr/", "reference=a&status=1"),
            ("/favicon.ico", "\u{1B}[2J"),
        ])
    func garbage(_ path: String, _ query: String) async throws {
        try await Self.open { office, _ in
            let heard = try await hear(office, path, query)
            #expect(heard.verdict == .notUnderstood)
            #expect(heard.line.hasPrefix("not understood: "))
            #expect(!heard.line.contains("\u{1B}"))
            #expect(try toRead(office).isEmpty)
        }
    }

    // MARK: - Texts

    @Test("a code in a text is an answer, from whatever number it comes")
    func code() async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let code = try answerCode(office, "p002")
            let heard = try await hear(
                office, "/reply", "from=%2B84900000077&text=OK+\(code)+a&coding=0")
            #expect(heard.line == "answer from +84900000077: p002, invitation, meeting: yes")
            #expect(try answers(office)["p002"] == .done)
            #expect(try answers(office)["p003"] == .open)
            for moment in ["08:06", "08:13"] { try await tick(office, moment) }
            #expect(try await calls(office, "08:13") == ["p003"])
            #expect(try toRead(office).isEmpty)
        }
    }

    @Test("không in UTF-16 beside the code is a no, and its words are kept with it")
    func refusal() async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let code = try answerCode(office, "p002")
            let words = "\(code) Không dự được"
            let wide = words.utf16.map { unit in
                String(format: "%%%02X%%%02X", unit >> 8, unit & 0xFF)
            }.joined()
            _ = try await hear(office, "/reply", "from=0900000002&text=\(wide)&coding=2")
            #expect(try answers(office)["p002"] == .declined)
            let path = office.folder.appending(path: "ledger.sqlite").path
            let reader = try #require(try LedgerReader.open(at: path))
            let record = try reader.answers(AnswerFilter(conference: "meeting")).last?.answer
            #expect(record?.note == words)
            #expect(record?.way == .sms)
            #expect(record?.byWhom == "0900000002")
        }
    }

    @Test(
        "words beside the code that are no plain answer are to be read, and nothing is answered",
        arguments: [
            "sorry,+I+am+ill+and+in+hospital+that+day", "who+is+this%3F+what+is+the+code+for%3F",
            "Toi+dang+di+cong+tac+nuoc+ngoai,+xin+hoan",
        ])
    func unclear(_ words: String) async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let code = try answerCode(office, "p002")
            let heard = try await hear(office, "/reply", "from=0900000002&text=\(code)+\(words)")
            #expect(heard.line.hasPrefix("TO READ, text from 0900000002"))
            #expect(try toRead(office).count == 1)
            #expect(try answers(office).values.allSatisfy { $0 == .open })
            for moment in ["08:06", "08:13"] { try await tick(office, moment) }
            #expect(try await calls(office, "08:13") == ["p002", "p003"])
        }
    }

    @Test("a forged code is no answer")
    func forgedCode() async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let key = TokenKey(bytes: Array(repeating: 1, count: 32))
            let forged = AnswerCode(
                conference: "meeting", about: "invitation", recipient: "p002", key: key)
            let heard = try await hear(office, "/reply", "from=0999&text=\(forged.text)+yes")
            #expect(heard.line.hasPrefix("TO READ, text from 0999, because it has no answer code"))
            #expect(try answers(office).values.allSatisfy { $0 == .open })
        }
    }

    @Test("a text without a code acknowledges for its own number alone, and its words are kept")
    func acknowledged() async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let heard = try await hear(office, "/reply", "from=84900000002&text=Da+nhan")
            #expect(
                heard.line.hasPrefix(
                    "text from 84900000002: p002 has been reached about invitation, meeting."))
            let kept = try toRead(office)
            #expect(kept.count == 1)
            #expect(kept[0].contains("Da nhan"))
            for moment in ["08:06", "08:13"] { try await tick(office, moment) }
            #expect(try await calls(office, "08:13") == ["p003"])
            // The same text once more finds no case.
            let again = try await hear(office, "/reply", "from=84900000002&text=Da+nhan", "08:14")
            #expect(again.line.hasPrefix("TO READ"))
            try office.expectSoundLedger()
        }
    }

    @Test("a text from a number that is called about two people acknowledges for neither")
    func shared() async throws {
        try await Self.open(changing: { $0.people[2].phones = $0.people[1].phones }) { office, _ in
            try await begin(office)
            let heard = try await hear(office, "/reply", "from=0900000002&text=Da+nhan")
            #expect(heard.line.contains("that number is called about more than one"))
            try await tick(office, "08:12")
            #expect(try await calls(office, "08:12") == ["p002", "p003"])
        }
    }

    @Test(
        "what nobody can tell is kept to be read, and somebody is called all the same",
        arguments: ["from=0900000009&text=Ai+day", "from=0900000002&text=Nham+so+roi"])
    func kept(_ query: String) async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let heard = try await hear(office, "/reply", query)
            #expect(heard.verdict == .taken)
            #expect(heard.line.hasPrefix("TO READ, text from 090000000"))
            #expect(try toRead(office).count == 1)
            try await tick(office, "08:12")
            #expect(try await calls(office, "08:12") == ["p002", "p003"])
        }
    }

    @Test("a text that finds the workspace broken is kept before the problem is told")
    func broken() async throws {
        try await Self.open { office, _ in
            try await begin(office)
            let code = try answerCode(office, "p002")
            try office.write("id: [", to: "conferences/meeting.yaml")
            _ = try await problems {
                _ = try await hear(office, "/reply", "from=0900000002&text=\(code)")
            }
            #expect(try toRead(office).count == 1)
        }
    }
}
