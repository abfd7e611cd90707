import ConvokeCore
import Foundation
import Testing

@testable import Workspace

/// A folder of its own for one test, removed at its end.
final class Scratch {
    let path: String
    let workspace: WorkspaceFolder

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/convoke-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path + "/workspace/conferences", withIntermediateDirectories: true)
        workspace = try WorkspaceFolder(path + "/workspace")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // a leftover in /tmp harms nobody
    }

    func write(_ bytes: some Sequence<UInt8>, to name: String, mode: Int = 0o600) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try Data(bytes).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + name, withDestinationPath: target)
    }

    func problem<Value>(_ body: (WorkspaceFolder) throws(Problem) -> Value) -> Problem? {
        do {
            _ = try body(workspace)
            return nil
        } catch {
            return error
        }
    }
}

@Suite("A workspace's folder")
struct WorkspaceFolderTests {
    private let here = Place("conferences/a.yaml", line: 3, field: "recipients")

    @Test("gives the text of a file in it")
    func text() throws {
        let scratch = try Scratch()
        try scratch.write("Kính gửi".utf8, to: "workspace/a.md")
        #expect(try scratch.workspace.text("a.md") == "Kính gửi")
        #expect(try scratch.workspace.text("./a.md") == "Kính gửi")
        #expect(scratch.workspace.hasFile("a.md"))
        #expect(!scratch.workspace.hasFile("b.md"))
        #expect(!scratch.workspace.hasFile("conferences"))
    }

    @Test(
        "refuses a path that leaves it",
        arguments: ["../outside", "/etc/passwd", "a/../../outside", "conferences/..", "~/x", ""])
    func leaves(path: String) throws {
        let scratch = try Scratch()
        try scratch.write("x".utf8, to: "outside")
        let problem = scratch.problem { folder throws(Problem) in try folder.text(path, at: here) }
        #expect(problem?.what == "This file does not lie in the workspace")
        #expect(problem?.place == here)
        #expect(!scratch.workspace.hasFile(path))
    }

    @Test("refuses a link that leads out of it, as a file and as a folder on the way")
    func links() throws {
        let scratch = try Scratch()
        try scratch.write("x".utf8, to: "outside")
        try scratch.link("workspace/link", to: "../outside")
        try scratch.link("workspace/up", to: "..")
        for path in ["link", "up/outside", "up/new"] {
            let problem = scratch.problem { folder throws(Problem) in try folder.inside(path) }
            #expect(problem?.what == "This file does not lie in the workspace", "\(path)")
        }
        try scratch.write("y".utf8, to: "workspace/real")
        try scratch.link("workspace/good", to: "real")
        #expect(try scratch.workspace.text("good") == "y")
    }

    @Test("does not take a neighbour whose name begins alike for itself")
    func neighbour() throws {
        let scratch = try Scratch()
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: scratch.path + "/workspace-2", withIntermediateDirectories: true)
        try scratch.write("x".utf8, to: "workspace-2/a")
        try scratch.link("workspace/near", to: "../workspace-2/a")
        #expect(!scratch.workspace.hasFile("near"))
    }

    @Test("says what is missing, a folder, too long, or not UTF-8")
    func unreadable() throws {
        let scratch = try Scratch()
        try scratch.write("1234567890".utf8, to: "workspace/long")
        try scratch.write([0x61, 0x0A, 0x62, 0x0A, 0xC3, 0x28], to: "workspace/latin")
        let missing = scratch.problem { folder throws(Problem) in try folder.text("a.md", at: here)
        }
        #expect(missing?.what == "The file a.md is missing")
        #expect(missing?.place == here)
        let folder = scratch.problem { folder throws(Problem) in try folder.text("conferences") }
        #expect(folder?.what == "The file conferences cannot be read")
        let long = scratch.problem { folder throws(Problem) in try folder.text("long", longest: 9) }
        #expect(long?.what == "The file long is too long")
        #expect(try scratch.workspace.text("long", longest: 10) == "1234567890")
        let latin = scratch.problem { folder throws(Problem) in try folder.text("latin") }
        #expect(latin?.what == "The file is not in UTF-8")
        #expect(latin?.place == Place("latin", line: 3))
    }

    @Test("lists its conferences in order, and says when one has the wrong ending")
    func conferences() throws {
        let scratch = try Scratch()
        for name in ["b.yaml", "a.yaml", ".hidden.yaml", "c.yml", "a.venues.csv"] {
            try scratch.write("x".utf8, to: "workspace/conferences/\(name)")
        }
        var problems: [Problem] = []
        let files = scratch.workspace.conferenceFiles(into: &problems)
        #expect(files == ["conferences/a.yaml", "conferences/b.yaml"])
        #expect(problems.map(\.place) == [Place("conferences/c.yml")])
    }

    @Test("without a folder of conferences says so")
    func noConferences() throws {
        let scratch = try Scratch()
        try FileManager.default.removeItem(atPath: scratch.path + "/workspace/conferences")
        var problems: [Problem] = []
        #expect(scratch.workspace.conferenceFiles(into: &problems).isEmpty)
        #expect(problems.map(\.what) == ["The folder conferences cannot be read"])
    }

    @Test(
        "that does not exist is a mistake on the command line", arguments: ["/nowhere/x", "a-file"])
    func nowhere(path: String) throws {
        let scratch = try Scratch()
        try scratch.write("x".utf8, to: "a-file")
        let full = path.hasPrefix("/") ? path : scratch.path + "/" + path
        let problem = scratch.problem { _ throws(Problem) in try WorkspaceFolder(full) }
        #expect(problem?.status == .usage)
    }

    @Test("finds what an administrator names, anywhere")
    func anywhere() throws {
        let scratch = try Scratch()
        #expect(scratch.workspace.anywhere("/etc/ca.pem") == "/etc/ca.pem")
        #expect(scratch.workspace.anywhere("ca.pem") == scratch.workspace.root + "/ca.pem")
    }
}

@Suite("A secret")
struct SecretTests {
    private let here = Place("convoke.yaml", line: 9, field: "relay.password_file")

    @Test("comes from the environment")
    func variable() throws {
        let scratch = try Scratch()
        let secret = try scratch.workspace.secret(
            .environment("P"), at: here, environment: ["P": "mật khẩu"])
        #expect(secret == "mật khẩu")
    }

    @Test("that is not in the environment is a matter of the machine", arguments: [nil, ""])
    func noVariable(value: String?) throws {
        let scratch = try Scratch()
        let environment = value.map { ["P": $0] } ?? [:]
        let problem = scratch.problem { folder throws(Problem) in
            try folder.secret(.environment("P"), at: here, environment: environment)
        }
        #expect(problem?.status == .configuration)
        #expect(problem?.what == "The environment variable P is not set")
        #expect(problem?.place == here)
    }

    @Test(
        "is the first line of its file",
        arguments: [
            ("s3cret", "s3cret"), ("s3cret\nmore\n", "s3cret"), ("s3cret\r\n", "s3cret"),
            (" a b ", " a b "),
        ])
    func file(content: String, secret: String) throws {
        let scratch = try Scratch()
        try scratch.write(content.utf8, to: "workspace/key")
        #expect(try scratch.workspace.secret(.file("key"), at: here) == secret)
        let absolute = SecretSource.file(scratch.path + "/workspace/key")
        #expect(try scratch.workspace.secret(absolute, at: here) == secret)
    }

    @Test(
        "is refused from a file that is missing, empty, odd, or open to everybody",
        arguments: [
            ("", 0o600, "The file key holds no password"),
            ("\nlater", 0o600, "The file key holds no password"),
            ("a\u{0}b", 0o600, "The password from key holds a line break or worse"),
            ("s3cret", 0o644, "Everybody on this machine can read key"),
            ("s3cret", 0o606, "Everybody on this machine can read key"),
        ])
    func refused(content: String, mode: Int, what: String) throws {
        let scratch = try Scratch()
        try scratch.write(content.utf8, to: "workspace/key", mode: mode)
        let problem = scratch.problem { folder throws(Problem) in
            try folder.secret(.file("key"), at: here)
        }
        #expect(problem?.what == what)
        #expect(problem?.status == .configuration)
        #expect(problem.map { !"\($0)".contains("s3cret") } == true)
        let missing = scratch.problem { folder throws(Problem) in
            try folder.secret(.file("none"), at: here)
        }
        #expect(missing?.what == "The file none is missing")
        #expect(missing?.status == .configuration)
    }
}
