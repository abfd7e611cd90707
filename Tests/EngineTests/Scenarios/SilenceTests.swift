import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// The machine was off, or cron had no tick to run: the one on duty is told by the first tick that comes
/// again. By the machine's own clock, since a clock that is moved by hand expects no ticks.
@Suite("Ticks that stayed away", .keepsFolders, .timeLimit(.minutes(10)))
struct SilenceTests {
    /// Seven hours ahead of UTC, as Asia/Ho_Chi_Minh is all year.
    private static let zone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt

    private static func wall(_ moment: Date) -> String {
        String(Instant.text(moment, in: zone).prefix(16))
    }

    /// Three people, one of whose mail waits; the meeting is five days off.
    private static func files(_ now: Date, ladder: [String]) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off"]
        files.day = String(wall(now + 5 * 86_400).prefix(10))
        files.invited = wall(now - 86_400)
        files.handedOut = wall(now + 2 * 86_400)
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[2].emails = ["mailbox-full@north.example"]
        files.conference = ["ladder:"] + ladder + ["duty: p001"]
        return files
    }

    @discardableResult
    private func tick(_ office: TestOffice) async throws -> TickReport {
        let workspace = try office.open(at: nil)
        return try await blocking { try TickPass(workspace).run() }
    }

    /// What the ledger would say if the last tick had come then.
    private func pretend(_ office: TestOffice, lastTick moment: Date) async throws {
        let path = office.folder.appending(path: "ledger.sqlite").path
        try await blocking {
            let ledger = try Ledger.open(at: path)
            try ledger.recordTick(of: "meeting", at: moment, fingerprint: "as it was")
            try ledger.close()
        }
    }

    private func calls(_ office: TestOffice) async throws -> [CallSheet.Entry] {
        let workspace = try office.open(at: nil)
        return try await blocking { try CallPass(workspace).sheet("meeting").entries }
    }

    @Test("are told by telephone where there is no gateway, once")
    func called() async throws {
        let now = Date()
        let files = Self.files(now, ladder: ["  - {channel: call, wait: 20m}"])
        try await TestOffice.with(files) { office in
            try await tick(office)
            #expect(try await calls(office).isEmpty)
            try await pretend(office, lastTick: now - 7200)
            for _ in 1...2 { try await tick(office) }
            let calls = try await calls(office)
            #expect(calls.map(\.contact) == ["p001"])
            let since = Instant.text(now - 7200, in: Self.zone)
            #expect(calls.map(\.why) == ["nothing was looked after since \(since)"])
            #expect(calls[0].script.contains("nothing has been sent or read since"))
            try office.expectSoundLedger()
        }
    }

    @Test("are told by text where there is one, in words that say what to do")
    func texted() async throws {
        var configuration = SandboxGatewayConfiguration(directory: try Folders.make("texts"))
        configuration.port = try LoopbackPort.free()
        let gateway = try await SandboxGateway.start(configuration)
        let now = Date()
        var files = Self.files(
            now, ladder: ["  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}"])
        files.settings += ["sms:", "  gateway: sandbox", "  url: \"\(gateway.url)\""]
        do {
            try await TestOffice.with(files) { office in
                try await tick(office)
                try await pretend(office, lastTick: now - 7200)
                for _ in 1...2 { try await tick(office) }
                let texts = try SandboxText.read(from: gateway.texts)
                #expect(texts.map(\.to) == ["+84900000001"])
                #expect(
                    texts.first?.text.hasPrefix(
                        "The Office, The Meeting: nothing has been sent or read since ") == true)
                try office.expectSoundLedger()
            }
        } catch {
            try await gateway.stop()
            throw error
        }
        try await gateway.stop()
    }
}
