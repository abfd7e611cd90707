import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@Suite("report", .keepsFolders, .timeLimit(.minutes(10)))
struct ReportTests {
    @Test("sums up in the terminal what the ledger has")
    func terminal() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let outcome = try await desk.run("report", "meeting")
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("The Meeting (meeting)"))
            #expect(outcome.output.contains("3 by mail"))
            let vietnamese = try await desk.run("report", "meeting", "--language", "vi")
            #expect(vietnamese.output.contains("3 bằng thư điện tử"))
            let other = try await desk.run("report", "meeting", "--language", "fr")
            #expect(other.exit == .usage)
        }
    }

    @Test("writes a page and tables that only their owner may read, without a ledger's lock")
    func files() async throws {
        try await TestDesk.office { desk in
            _ = try await desk.run("send", "meeting", "invitation")
            let page = desk.folder.appending(path: "out/report.html").path
            let tables = desk.folder.appending(path: "out/tables").path
            let outcome = try await desk.run("report", "meeting", "--html", page, "--csv", tables)
            #expect(outcome.status == 0)
            let names = ["deliveries.csv", "answers.csv", "calls.csv", "venues.csv"]
            let paths = [page] + names.map { "\(tables)/\($0)" }
            #expect(outcome.output.split(separator: "\n").map(String.init) == paths)
            for path in paths {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.hasPrefix("<!DOCTYPE html>"))
            #expect(html.contains("The Meeting"))
            let deliveries = try Data(contentsOf: URL(fileURLWithPath: paths[1]))
            #expect(deliveries.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
            #expect(deliveries.filter { $0 == 10 }.count == 4)
        }
    }

    @Test("without a ledger it says that nothing was sent, and makes none")
    func before() async throws {
        try await TestDesk.office { desk in
            let outcome = try await desk.run("report", "meeting")
            #expect(outcome.status == 0)
            let ledger = desk.folder.appending(path: "ledger.sqlite").path
            #expect(!FileManager.default.fileExists(atPath: ledger))
        }
    }

    @Test("a place that cannot be written to is a problem with words")
    func unwritable() async throws {
        try await TestDesk.office { desk in
            try desk.write("a file", to: "taken")
            let path = desk.folder.appending(path: "taken/report.html").path
            let outcome = try await desk.run("report", "meeting", "--html", path)
            #expect(outcome.status != 0)
            #expect(outcome.words.contains("The report cannot be written"))
        }
    }
}
