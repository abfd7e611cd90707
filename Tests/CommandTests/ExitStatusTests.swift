import ConvokeCore
import Foundation
import Sandbox
import TestWorkspace
import Testing

/// What the program ends with: scripts and cron go by it.
@Suite("The exit status", .keepsFolders, .timeLimit(.minutes(10)))
struct ExitStatusTests {
    @Test("0: a new workspace passes its check, is sent, and sends nothing twice")
    func allWell() async throws {
        let convoke = try Program()
        let office = try Folders.make().appending(path: "new")
        #expect(try await convoke("init", office.path).exit == .allWell)
        #expect(try await convoke("-C", office.path, "check").exit == .allWell)
        // The folder holds something now.
        #expect(try await convoke("init", office.path).exit == .usage)
    }

    @Test("0 and 0: sent, and sent again")
    func sent() async throws {
        try await TestDesk.office { desk in
            let first = try await desk.run("send", "meeting", "invitation")
            #expect(first.exit == .allWell)
            #expect(first.output.contains("sent 3: 3 accepted"))
            let second = try await desk.run("send", "meeting", "invitation")
            #expect(second.exit == .allWell)
            #expect(second.output.contains("sent 0"))
            #expect(try desk.kept() == 3)
            #expect(try await desk.run("status", "meeting").exit == .allWell)
        }
    }

    @Test("1: somebody was refused, and a person is needed")
    func needsPerson() async throws {
        var files = OfficeFiles(count: 3)
        files.people[1].emails = ["refused@north.example"]
        try await TestDesk.office(files) { desk in
            let sent = try await desk.run("send", "meeting", "invitation")
            #expect(sent.exit == .needsPerson)
            #expect(sent.output.contains("550 5.1.1"))
            let status = try await desk.run("status", "meeting")
            #expect(status.exit == .needsPerson)
            // The command that it names lists whoever needs a person, whatever became of it.
            let hint =
                "convoke status meeting --state in_doubt --state failed --state bounced"
                + " --state expired"
            #expect(status.output.contains(hint), "\(status.output)")
        }
    }

    @Test(
        "64: the command line",
        arguments: [
            ["convene"], ["-C", "elsewhere", "sned"], ["send"], ["send", "meeting"],
            ["send", "meeting", "invitation", "--tp"],
            ["send", "meting", "invitation"], ["send", "meeting", "invitatoin"],
            ["send", "meeting", "invitation", "--now", "tomorrow"],
            ["send", "meeting", "invitation", "--to", "grup:x"],
            ["send", "meeting", "invitation", "--to", "nobody-here"],
            ["status", "meting"], ["status", "meeting", "--state", "lost"], ["show", "meeting"],
            ["status", "meeting", "--to", "group:nobody"],
            ["show", "meeting", "nobody-here"], ["check", "meting"],
            ["preview", "meeting", "invitation", "--mail", "nobody"],
            ["sandbox", "--smtp", "0.0.0.0:25"], ["sandbox", "--without", "SPELLING"],
        ])
    func usage(arguments: [String]) async throws {
        try await TestDesk.office { desk in
            let outcome = try await desk.convoke.run(["-C", desk.folder.path] + arguments)
            #expect(outcome.exit == .usage, "\(arguments): \(outcome.words)")
            #expect(!outcome.complaints.isEmpty)
            #expect(try desk.kept() == 0)
        }
    }

    @Test("65: a file, and no command sends while it is wrong", arguments: ["check", "send"])
    func file(command: String) async throws {
        var files = OfficeFiles(count: 3)
        files.people[1].emails = ["desk@@north.example"]
        try await TestDesk.office(files) { desk in
            let outcome =
                command == "check"
                ? try await desk.run("check") : try await desk.run("send", "meeting", "invitation")
            #expect(outcome.exit == .file)
            #expect(outcome.complaints.contains("contacts/book.csv, row 3, email"))
            #expect(try desk.kept() == 0)
        }
    }

    @Test("69: no relay; one problem, nothing failed")
    func unreachable() async throws {
        try await TestDesk.office { desk in
            try await desk.relay.setOutage(.unreachable)
            let outcome = try await desk.run("send", "meeting", "invitation")
            #expect(outcome.exit == .unreachable)
            let status = try await desk.run("status", "meeting")
            #expect(status.exit == .allWell)
        }
    }

    @Test("74: a ledger that is none, and a folder that cannot be written to")
    func ledger() async throws {
        try await TestDesk.office { desk in
            try desk.write("This is a letter, not a ledger.\n", to: "ledger.sqlite")
            let sent = try await desk.run("send", "meeting", "invitation")
            #expect(sent.exit == .ledger)
            #expect(sent.complaints.contains("ledger.sqlite"))
            #expect(try desk.kept() == 0)
            let preview = try await desk.run(
                "preview", "meeting", "invitation", "--out", "/proc/nowhere")
            #expect(preview.exit == .ledger)
        }
    }

    @Test("75: another run is at it, and the message names it")
    func busy() async throws {
        let (reached, arrive) = AsyncStream<Void>.makeStream()
        let (opened, open) = AsyncStream<Void>.makeStream()
        let hook: SandboxHook = { moment in
            guard moment.stage == .dot else { return .proceed }
            arrive.yield()
            for await _ in opened {}
            return .proceed
        }
        try await TestDesk.office(relay: { $0.hook = hook }) { desk in
            let first = try desk.convoke.start(
                ["-C", desk.folder.path, "send", "meeting", "invitation", "--now", TestDesk.now])
            for await _ in reached { break }
            let second = try await desk.run("send", "meeting", "invitation")
            #expect(second.exit == .busy)
            #expect(second.complaints.contains("convoke send meeting invitation"))
            #expect(second.complaints.contains("(process \(first.id) on "))
            open.finish()
            #expect(try await first.wait().status == 0)
            #expect(try desk.kept() == 3)
        }
    }

    @Test("75 no more once the other was killed: the next run takes over at once")
    func takenOver() async throws {
        let (reached, arrive) = AsyncStream<Void>.makeStream()
        let (opened, open) = AsyncStream<Void>.makeStream()
        let hook: SandboxHook = { moment in
            guard moment.stage == .dot else { return .proceed }
            arrive.yield()
            for await _ in opened {}
            return .proceed
        }
        try await TestDesk.office(OfficeFiles(count: 20), relay: { $0.hook = hook }) { desk in
            let first = try desk.convoke.start(
                ["-C", desk.folder.path, "send", "meeting", "invitation", "--now", TestDesk.now])
            for await _ in reached { break }
            #expect(first.signal(SIGKILL))
            #expect(try await first.wait().status == 128 + SIGKILL)
            open.finish()
            let second = try await desk.run("send", "meeting", "invitation")
            #expect(second.exit == .allWell)
            #expect(second.output.contains("in doubt by a run that ended too early"))
            #expect(try await desk.run("status", "meeting").exit == .allWell)
        }
    }

    @Test("77: the login is refused")
    func login() async throws {
        var files = OfficeFiles(count: 3)
        files.relay = ["user: office", "password_env: OFFICE_PASSWORD", "ca_file: sandbox/ca.pem"]
        try await TestDesk.office(
            files, environment: ["OFFICE_PASSWORD": "open-sesame"],
            relay: { $0.credentials = .init(user: "office", password: "right") }
        ) { desk in
            let outcome = try await desk.run("send", "meeting", "invitation")
            #expect(outcome.exit == .loginRefused)
            #expect(!outcome.words.contains("open-sesame"))
            #expect(outcome.output.contains("the run could not begin, 3 waiting"))
            #expect(desk.relay.record.refused[.login] == 1)
        }
    }

    @Test("78: no password, and a certificate that nobody trusts")
    func configuration() async throws {
        var files = OfficeFiles(count: 3)
        files.relay = ["user: office", "password_env: CONVOKE_SMTP_PASSWORD"]
        try await TestDesk.office(files) { desk in
            let missing = try await desk.run("send", "meeting", "invitation")
            #expect(missing.exit == .configuration)
            #expect(missing.complaints.contains("CONVOKE_SMTP_PASSWORD"))
            files.relay = []
            try files.write(
                to: desk.folder, relay: desk.url.replacing("smtp://", with: "smtps://"))
        }
        try await TestDesk.office(relay: { $0.smtpsPort = 0 }) { desk in
            try OfficeFiles(count: 3).write(
                to: desk.folder, relay: "smtps://127.0.0.1:\(desk.relay.smtpsPort ?? 0)")
            let untrusted = try await desk.run("send", "meeting", "invitation")
            #expect(untrusted.exit == .configuration)
            #expect(untrusted.complaints.contains("is not trusted"))
        }
    }
}
