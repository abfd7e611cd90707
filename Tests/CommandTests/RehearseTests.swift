import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@Suite("rehearse", .keepsFolders, .timeLimit(.minutes(10)))
struct RehearseTests {
    /// A small office whose relay is nobody's, and the program with a folder of its own for what it
    /// makes for itself.
    private struct Desk {
        let folder: URL
        let scratch: URL
        let convoke: Program

        init(_ change: (inout OfficeFiles) -> Void = { _ in }) throws {
            folder = try Folders.make()
            scratch = try Folders.make("scratch")
            convoke = try Program(environment: ["TMPDIR": scratch.path])
            var files = OfficeFiles(count: 12)
            files.people = (1...12).map {
                OfficeFiles.Person(OfficeFiles.id($0), phones: ["0900 000 \(100 + $0)"])
            }
            files.relay = []
            files.conference = ["ladder:", "  - {channel: call, wait: 20m}"]
            change(&files)
            try files.write(to: folder, relay: "smtps://relay.office.example")
        }

        func rehearse(_ arguments: String...) async throws -> Program.Outcome {
            try await convoke.run(["-C", folder.path, "rehearse", "meeting"] + arguments)
        }

        /// What the program has left for itself, in the folder for such things and in memory.
        func leftovers(of process: Int32) throws -> [String] {
            try [scratch.path, "/dev/shm"].flatMap { path in
                try FileManager.default.contentsOfDirectory(atPath: path)
                    .filter { $0.hasPrefix("convoke-rehearsal-\(process)-") }
            }
        }
    }

    @Test("the same seed says the same, letter by letter, and writes the same page")
    func same() async throws {
        let desk = try Desk()
        let out = try Folders.make("out").path
        let page = URL(filePath: out + "/rehearsal.html")
        let first = try await desk.rehearse("--seed", "5", "--out", out)
        let firstPage = try String(contentsOf: page, encoding: .utf8)
        let second = try await desk.rehearse("--seed", "5", "--out", out)
        #expect(first.output == second.output)
        #expect(first.status == second.status)
        #expect(try String(contentsOf: page, encoding: .utf8) == firstPage)
        #expect(first.complaints.isEmpty, "\(first.complaints)")
        #expect(first.output.hasPrefix("Rehearsal of The Meeting (meeting), seed 5\n"))
        #expect(first.output.hasSuffix("\(out)/rehearsal.html\n"))
        let other = try await desk.rehearse("--seed", "6")
        #expect(other.output != first.output)
    }

    @Test("the page is one file that only its owner may read, in the language asked for")
    func page() async throws {
        let desk = try Desk()
        let out = try Folders.make("out").path
        _ = try await desk.rehearse("--out", out, "--language", "vi")
        let path = out + "/rehearsal.html"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        for id in ["verdict", "findings", "tiers", "venues", "notices", "load", "timeline"] {
            #expect(page.contains("id=\"\(id)\""), "\(id)")
        }
        #expect(page.contains("id=\"samples\"") && page.contains("Kết luận"))
        let other = try await desk.rehearse("--out", out, "--language", "fr")
        #expect(other.exit == .usage)
    }

    @Test("asked to end, it ends, and leaves nothing behind", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) async throws {
        // Long enough for a signal to come in time: reminders for days, and nobody answers.
        let desk = try Desk { files in
            files.conference += [
                "obligations:",
                "  - {id: list, title: The list, due: 2021-11-23T18:00, for: all}",
            ]
        }
        try OfficeFiles.write(
            "addresses: {mailbox_full: 90%}\n", to: desk.folder.appending(path: "w.yaml"))
        let running = try desk.convoke.start([
            "-C", desk.folder.path, "rehearse", "meeting", "--world",
            desk.folder.path + "/w.yaml",
        ])
        while running.isRunning, try desk.leftovers(of: running.id).count < 2 {
            await Task.yield()
        }
        #expect(running.signal(signal))
        let outcome = try await running.wait()
        #expect(outcome.exit == .needsPerson)
        #expect(outcome.output == "")
        #expect(outcome.complaints.contains("The rehearsal was interrupted"))
        #expect(try desk.leftovers(of: running.id) == [])
    }

    @Test("a world that cannot be read, or has a mistake, is a problem with words")
    func world() async throws {
        let desk = try Desk()
        let missing = try await desk.rehearse("--world", "nowhere.yaml")
        #expect(missing.exit == .file)
        #expect(missing.complaints.contains("The world cannot be read"))
        let file = desk.folder.appending(path: "w.yaml")
        try OfficeFiles.write("addresses: {refused: 130%}\n", to: file)
        let wrong = try await desk.rehearse("--world", file.path)
        #expect(wrong.exit == .file)
        #expect(wrong.complaints.contains("This is not a share"))
    }
}
