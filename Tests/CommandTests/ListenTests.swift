import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

@Suite("The listener and the sandbox's gateway", .keepsFolders, .timeLimit(.minutes(10)))
struct ListenTests {
    @Test("a text goes out, its report is heard, and both end well when they are asked to")
    func report() async throws {
        let convoke = try Program()
        let folder = try Folders.make()
        let (smtp, sms) = (try LoopbackPort.free(), try LoopbackPort.free())
        let port = try LoopbackPort.free()
        try Self.files(sms: sms, reportingTo: port)
            .write(to: folder, relay: "smtp://127.0.0.1:\(smtp)")
        let sandbox = try convoke.start([
            "sandbox", "--smtp", "127.0.0.1:\(smtp)", "--sms", "\(sms)", "--dir",
            folder.path + "/sandbox",
        ])
        let listener = try convoke.start(["-C", folder.path, "listen", "--port", "\(port)"])
        #expect(await sandbox.says("keeps every text in"))
        #expect(await listener.says("listening on 127.0.0.1, port \(port)"))

        let taken = try await convoke("-C", folder.path, "listen", "--port", "\(port)")
        #expect(taken.status == 69)
        #expect(taken.complaints.contains("Nothing can be heard on 127.0.0.1, port \(port)"))

        let now = "2021-11-19T08:0"
        let sent = try await convoke(
            "-C", folder.path, "send", "meeting", "invitation", "--now", now + "0+07:00")
        #expect(sent.complaints.isEmpty, "\(sent.words)")
        for minute in 1...2 {
            let tick = try await convoke(
                "-C", folder.path, "tick", "--now", now + "\(minute)+07:00")
            #expect(tick.complaints.isEmpty, "\(tick.words)")
        }
        #expect(await listener.says("text to p002, +84900000002, meeting: delivered"))
        for running in [listener, sandbox] {
            #expect(running.signal(SIGTERM))
            let outcome = try await running.wait()
            #expect(outcome.status == 0)
            #expect(outcome.complaints.isEmpty, "\(outcome.words)")
        }
        let path = folder.appending(path: "ledger.sqlite").path
        let filter = DeliveryFilter(conference: "meeting", states: [.delivered])
        let delivered = try LedgerReader.open(at: path)?.deliveries(filter, limit: 10)
        #expect(delivered?.map(\.address) == ["+84900000002"])
    }

    @Test("a port that there is not is told plainly", arguments: ["-1", "65536"])
    func port(_ port: String) async throws {
        let folder = try Folders.make()
        try OfficeFiles(count: 1).write(to: folder, relay: "smtp://127.0.0.1:9")
        let outcome = try await Program()("-C", folder.path, "listen", "--port=\(port)")
        #expect(outcome.status == 64)
        #expect(outcome.complaints.contains("There is no such port"))
    }

    private static func files(sms: Int, reportingTo port: Int) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.people[1].emails = ["refused@north.example"]
        files.people[1].phones = ["0900 000 002"]
        files.settings = [
            "guard: off", "sms:", "  gateway: sandbox", "  url: http://127.0.0.1:\(sms)",
            "  dlr_url: http://127.0.0.1:\(port)/dlr",
        ]
        files.conference = [
            "ladder:", "  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}",
        ]
        return files
    }
}
