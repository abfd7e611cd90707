import Foundation
import Sandbox
import TestWorkspace
import Testing

@Suite("What a pipe gets", .keepsFolders, .timeLimit(.minutes(10)))
struct OutputTests {
    @Test("is plain text: no escape codes, no carriage returns, no spaces at a line's end")
    func plain() async throws {
        try await TestDesk.sample { desk in
            let commands = [
                ["check"], ["send", "van-hoa-2021", "giay-moi", "--dry-run"],
                ["send", "van-hoa-2021", "giay-moi"], ["send", "van-hoa-2021", "giay-moi"],
                ["status", "van-hoa-2021"], ["status", "van-hoa-2021", "--deliveries"],
                ["show", "van-hoa-2021", "xa-loc-ha-thach-kim"],
                ["preview", "van-hoa-2021", "giay-moi", "--to", "vp-ubnd", "--out", "look"],
                ["status", "nowhere"], ["--help"], ["send", "--help"],
            ]
            for command in commands {
                let outcome = try await desk.convoke.run(
                    command + (command.count > 1 ? ["--now", TestDesk.now] : []), in: desk.folder)
                #expect(!outcome.words.isEmpty, "\(command)")
                #expect(!outcome.words.contains("\u{1B}"), "\(command)")
                #expect(!outcome.words.contains("\r"), "\(command)")
                if !command.contains("--help") {
                    let ragged = outcome.words.split(separator: "\n").filter { $0.hasSuffix(" ") }
                    #expect(ragged.isEmpty, "\(command)")
                }
            }
        }
    }

    @Test("names problems on standard error and nothing else there")
    func streams() async throws {
        try await TestDesk.office { desk in
            let good = try await desk.run("send", "meeting", "invitation")
            #expect(good.complaints.isEmpty)
            let bad = try await desk.run("send", "meeting", "invitatoin")
            #expect(bad.output.isEmpty)
            #expect(bad.complaints.contains("Did you mean invitation?"))
        }
    }

    @Test("the sandbox says where it listens, takes a mail, and ends well when it is asked to")
    func sandbox() async throws {
        let convoke = try Program()
        let folder = try Folders.make()
        let running = try convoke.start(
            ["sandbox", "--smtp", "127.0.0.1:0", "--dir", folder.path + "/sandbox"])
        let port = try await Self.port(of: running)
        try OfficeFiles(count: 3).write(to: folder, relay: "smtp://127.0.0.1:\(port)")
        let sent = try await convoke(
            "-C", folder.path, "send", "meeting", "invitation", "--now", TestDesk.now)
        #expect(sent.status == 0)
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: folder.path + "/sandbox/mail/new")
        #expect(kept.count == 3)
        #expect(running.signal(SIGTERM))
        #expect(try await running.wait().status == 0)
    }

    /// As it says itself.
    private static func port(of running: Running) async throws -> Int {
        #expect(await running.says("keeps every mail in"))
        let match = running.saidSoFar.firstMatch(of: #/smtp://127\.0\.0\.1:(\d+) /#)
        return try #require(match.flatMap { Int($0.1) })
    }
}
