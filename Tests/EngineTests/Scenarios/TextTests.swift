import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A text is the first rung: what it says, what becomes of it, and when somebody calls all the same.
@Suite("Texts before calls", .keepsFolders, .timeLimit(.minutes(10)))
struct TextTests {
    /// An office with a gateway; the mail of p002 is refused.
    private static func open(
        misbehaviours: [String: TextMisbehaviour] = [:],
        _ story: (TestOffice, SandboxGateway) async throws -> Void
    ) async throws {
        var configuration = SandboxGatewayConfiguration(directory: try Folders.make("texts"))
        configuration.port = try LoopbackPort.free()
        configuration.misbehaviours = misbehaviours
        let gateway = try await SandboxGateway.start(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await TestOffice.with(files(gateway.url)) { try await story($0, gateway) })
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
        files.conference = [
            "ladder:", "  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}",
            "  - {channel: call, to: duty}", "duty: p001",
        ]
        return files
    }

    private func at(_ text: String) throws -> Date {
        try #require(Instant.parse("2021-11-19T\(text)+07:00"))
    }

    @discardableResult
    private func tick(_ office: TestOffice, _ moment: String) async throws -> TickReport {
        let workspace = try office.open(at: try at(moment))
        return try await blocking { try TickPass(workspace).run() }
    }

    private func calls(_ office: TestOffice, _ moment: String) async throws -> [String] {
        let workspace = try office.open(at: try at(moment))
        return try await blocking { try CallPass(workspace).sheet("meeting").entries.map(\.name) }
    }

    /// The texts that the ledger can show.
    private func evidence(_ office: TestOffice) throws -> [String] {
        let folder = office.folder.appending(path: "proof")
        _ = try EvidencePass(office.open()).run(
            EvidenceRequest(conference: "meeting", folder: folder.path))
        return try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "texts"), includingPropertiesForKeys: nil
        ).map { try String(contentsOf: $0, encoding: .utf8) }
    }

    @Test("is sent once; it is no acknowledgement, and after its wait somebody calls")
    func text() async throws {
        try await Self.open { office, gateway in
            try await office.send()
            for moment in ["08:01", "08:02"] { try await tick(office, moment) }
            let texts = try SandboxText.read(from: gateway.texts)
            #expect(texts.map(\.to) == ["+84900000002"])
            #expect(texts[0].text.hasPrefix("The Office: The Meeting"))
            #expect(try evidence(office) == texts.map(\.text))
            #expect(try await calls(office, "08:02") == [])
            try await tick(office, "08:09")
            #expect(try await calls(office, "08:09") == [])
            try await tick(office, "08:11")
            #expect(try await calls(office, "08:11") == ["The Desk p002"])
            #expect(gateway.record.kept == 1)
            try office.expectSoundLedger()
        }
    }

    @Test(
        "whom one has reached is told by another that something changed, and that it is called off")
    func changes() async throws {
        try await Self.open { office, gateway in
            try await office.send()
            try await tick(office, "08:01")
            var files = Self.files(gateway.url)
            files.start = "09:00"
            try office.write(files)
            let workspace = try office.open(at: try at("12:00"))
            let report = try await blocking { try CorrectPass(workspace).run("meeting") }
            #expect(report.outlook.recipients.map(\.id) == ["p001", "p002", "p003"])
            #expect(report.outlook.unknown == [])
            try await tick(office, "12:01")
            let later = try office.open(at: try at("15:00"))
            _ = try await blocking { try CancelPass(later).run("meeting", by: "the desk") }
            try await tick(office, "15:01")
            let texts = try SandboxText.read(from: gateway.texts).dropFirst()
            #expect(texts.map(\.to) == ["+84900000002", "+84900000002"])
            #expect(
                texts.first?.text.hasPrefix(
                    "The Office: Correction: The Meeting. Session “Opening”: from 08:00 on"
                        + " 24 November 2021 to 09:00") == true)
            #expect(texts.last?.text.hasPrefix("The Office: Cancelled: The Meeting") == true)
        }
    }

    @Test("to the one on duty says whom to call, and about what")
    func duty() async throws {
        try await Self.open { office, gateway in
            let path = "conferences/meeting.yaml"
            let plan = try office.text(path).replacing(
                "  - {channel: call, wait: 20m}", with: "  - {channel: sms, to: duty, wait: 5m}")
            try office.write(plan, to: path)
            try await office.send()
            try await tick(office, "08:01")
            try await tick(office, "08:11")
            let texts = try SandboxText.read(from: gateway.texts)
            #expect(texts.map(\.to) == ["+84900000002", "+84900000001"])
            #expect(
                texts.last?.text
                    == "The Office, The Meeting: The Desk p002 (The North) has not been"
                    + " reached by mail. Please call before 07:45 24/11.")
        }
    }

    @Test("that the gateway refuses leads to a call at once")
    func refused() async throws {
        try await Self.open(misbehaviours: ["+84900000002": .refused]) { office, _ in
            try await office.send()
            try await tick(office, "08:01")
            try await tick(office, "08:02")
            #expect(try await calls(office, "08:02") == ["The Desk p002"])
            let states = try await office.deliveries().filter { $0.channel == .sms }.map(\.state)
            #expect(states == [.failed])
        }
    }

    @Test("waits while the gateway is down, and is sent once when it is back")
    func down() async throws {
        try await Self.open { office, gateway in
            try await gateway.setOutage(.unreachable)
            try await office.send()
            let report = try await tick(office, "08:01")
            #expect(report.problems.count == 1)
            let states = try await office.deliveries().filter { $0.channel == .sms }.map(\.state)
            #expect(states == [.queued])
            try await gateway.setOutage(.none)
            for moment in ["08:03", "08:04"] { try await tick(office, moment) }
            #expect(gateway.record.kept == 1)
            try office.expectSoundLedger()
        }
    }

    @Test("is shown before it is sent, with the parts that it takes")
    func preview() async throws {
        try await Self.open { office, gateway in
            try office.write(
                "{{organisation.name}} mời dự {{conference.title}}. \(String(repeating: "ồ", count: 60))"
                    + " {{answer.code}}", to: "templates/invitation.sms.txt")
            let workspace = try office.open()
            let folder = try Folders.make("look").path
            let texts = try await blocking {
                let request = SendRequest(conference: "meeting", notice: "invitation")
                return try PreviewPass(workspace).writeTexts(request, to: folder)
            }
            #expect(texts.map(\.recipient) == ["p001", "p002", "p003"])
            #expect(texts.allSatisfy { $0.parts == 2 && $0.isUnicode && $0.units > 70 })
            let written = try String(
                contentsOfFile: folder + "/invitation-p002.sms.txt", encoding: .utf8)
            #expect(written == texts[1].text)
            #expect(gateway.record.requests == 0)
        }
    }

    @Test("an answer stops what was to come")
    func answered() async throws {
        try await Self.open { office, gateway in
            try await office.send()
            try await tick(office, "08:01")
            let workspace = try office.open(at: try at("08:05"))
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    AnswerRequest(
                        conference: "meeting", recipient: "p002", about: "invitation", word: .yes,
                        source: AnswerSource(way: .sms)))
            }
            for moment in ["08:06", "08:11", "09:00"] { try await tick(office, moment) }
            #expect(try await calls(office, "09:00") == [])
            #expect(gateway.record.kept == 1)
        }
    }
}
