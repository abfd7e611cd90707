import ConvokeCore
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

    @Test("a name with a slip in it is a problem for status too, not an empty table")
    func misspeltNotice() async throws {
        try await TestDesk.office { desk in
            let bad = try await desk.run("status", "meeting", "--notice", "invitatoin")
            #expect(bad.status == 64 && bad.complaints.contains("Did you mean invitation?"))
            #expect(try await desk.run("status", "meeting", "--notice", "papers").status == 0)
            let first = try String(
                contentsOf: desk.folder.appending(path: "conferences/meeting.yaml"), encoding: .utf8
            )
            let second = first.replacing("id: meeting", with: "id: a-second")
                .replacing("id: papers", with: "id: handouts")
            try Data(second.utf8).write(
                to: desk.folder.appending(path: "conferences/a-second.yaml"))
            #expect(try await desk.run("status", "--notice", "papers").status == 0)
            #expect(try await desk.run("status", "--notice", "paperz").status == 64)
        }
    }

    @Test("status names what a pause keeps back")
    func pausedNotice() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("pause", "meeting", now: nil)
            let status = try await desk.run("status", "meeting")
            #expect(status.status == 1 && status.output.contains("keeps back invitation"))
        }
    }

    @Test("the program says which version it is")
    func version() async throws {
        let outcome = try await Program()("--version")
        #expect(outcome.status == 0 && outcome.output.contains(/^\d+\.\d+/))
    }

    @Test("what was promised for a time that is past, or too late, is asked for again")
    func promise() async throws {
        var files = OfficeFiles(count: 2)
        files.people[1] = .init("p002", emails: [], phones: ["0900 000 002"])
        files.conference = ["ladder:", "  - {channel: call, wait: 20m}"]
        try await TestDesk.office(files) { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let late = try await desk.run(
                "calls", "meeting", "done", "1", "promised", "--by", "07:00",
                now: "2021-11-23T20:00+07:00")
            #expect(late.status == 0 && late.output.contains("by Wed 24/11 07:00"))
            let again = try await desk.run("calls", "meeting", "done", "1", "reached")
            #expect(again.status == 64 && again.complaints.contains("promised by "))
        }
        try await TestDesk.office(files) { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let past = try await desk.run(
                "calls", "meeting", "done", "1", "promised", "--by", "06:50",
                now: "2021-11-24T07:00+07:00")
            #expect(past.status == 64 && past.complaints.contains("2021-11-25T06:50"))
        }
    }

    @Test("who has no address is on the call sheet, or it says why not")
    func withoutLadder() async throws {
        var files = OfficeFiles(count: 2)
        files.people[1] = .init("p002", emails: [], phones: ["0900 000 002"])
        try await TestDesk.office(files) { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let sheet = try await desk.run("calls", "meeting")
            #expect(sheet.status == 1 && sheet.output.contains("1 without a mail address"))
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

    @Test("a second sandbox leaves the folder of the first alone, and says where it cannot write")
    func secondSandbox() async throws {
        let convoke = try Program()
        let folder = try Folders.make()
        let first = try convoke.start(
            ["sandbox", "--smtp", "127.0.0.1:0", "--dir", folder.path + "/sandbox"])
        _ = try await Self.port(of: first)
        let authority = try Data(contentsOf: folder.appending(path: "sandbox/ca.pem"))
        let second = try await convoke(
            "sandbox", "--smtp", "127.0.0.1:0", "--dir", folder.path + "/sandbox")
        #expect(second.exit == .busy)
        #expect(try Data(contentsOf: folder.appending(path: "sandbox/ca.pem")) == authority)
        #expect(first.signal(SIGTERM))
        _ = try await first.wait()
        try Data().write(to: folder.appending(path: "file"))
        let third = try await convoke(
            "sandbox", "--smtp", "127.0.0.1:0", "--dir", folder.path + "/file/sandbox")
        #expect(third.exit == .ledger)
    }

    /// As it says itself.
    private static func port(of running: Running) async throws -> Int {
        #expect(await running.says("keeps every mail in"))
        let match = running.saidSoFar.firstMatch(of: #/smtp://127\.0\.0\.1:(\d+) /#)
        return try #require(match.flatMap { Int($0.1) })
    }
}
