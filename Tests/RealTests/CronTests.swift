import ChildProcess
import Foundation
import Listening
import TestWorkspace
import Testing

/// The line that `schedule` prints, in a real cron.
@Suite(
    "By cron", .enabled(if: RealMail.isWanted && geteuid() == 0), .serialized, .keepsFolders,
    .timeLimit(.minutes(10)))
struct CronTests {
    @Test("the printed line sends a reminder to Postfix in its minute, once")
    func reminder() async throws {
        try await RealMail.with { mail in
            let folder = try Folders.make()
            // A whole minute, one or two from now.
            let moment = Date(
                timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.up) * 60 + 60)
            let (ticks, tick) = AsyncStream<Date>.makeStream()
            let monitor = try await Listener.start(host: "127.0.0.1", port: 0) { _, _ in
                tick.yield(Date())
                return 200
            }
            try Self.write(
                to: folder, mail, remindingAt: moment, watch: "http://127.0.0.1:\(monitor.port)/")
            let convoke = try Program()
            let sent = try await convoke("-C", folder.path, "send", "meeting", "invitation")
            #expect(sent.status == 0, "\(sent.words)")
            try await mail.waitForDelivery(of: 3)

            let line = try await convoke("-C", folder.path, "schedule", "--crontab")
            try await Cron.with(line.output) {
                // Two districts owe an answer.
                try await mail.waitForDelivery(of: 5)
                // Another tick comes by in a later minute, finds nothing to do, and tells the monitor.
                let delivered = Self.minute(Date())
                for await end in ticks where Self.minute(end) > delivered { break }
            }
            try await monitor.stop()
            #expect(Date() >= moment)
            #expect(try mail.delivered().count == 5)
            let reminders = try mail.delivered().filter {
                try RealMail.header("subject", of: $0).hasPrefix("Papers")
            }
            #expect(reminders.count == 2)
        }
    }

    private static func minute(_ moment: Date) -> Int { Int(moment.timeIntervalSince1970) / 60 }

    /// An office whose invitation is due and whose districts are reminded at a moment.
    private static func write(
        to folder: URL, _ mail: RealMail, remindingAt moment: Date, watch: String
    ) throws {
        var files = OfficeFiles(count: 3)
        files.settings = ["watch_url: \"\(watch)\""]
        files.relay = [
            "user: office", "password_file: secrets/relay", "ca_file: \(mail.caFile)",
        ]
        files.conference = [
            "  - {id: ask, kind: reminder, template: papers, about: register, before: 30m}",
            "obligations:",
            "  - {id: register, title: Register, due: \(OfficeFiles.local(moment + 1800)),"
                + " for: \"level:district\"}",
        ]
        try files.write(to: folder, relay: mail.url)
        try OfficeFiles.moveDates(in: folder, around: moment)
        let secret = folder.appending(path: "secrets/relay")
        try OfficeFiles.write(RealMail.password, to: secret)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
    }
}

/// Debian's cron with a table of the test's own, in `/etc/cron.d` while it runs.
private enum Cron {
    private static let table = "/etc/cron.d/convoke-real-test"
    private static let log = "/tmp/convoke-real-cron.log"

    static func with(_ lines: String, _ story: () async throws -> Void) async throws {
        try lines.write(toFile: table, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: table)
        let cron = try Child("/usr/sbin/cron", ["-f"], Child.Setting(output: log))
        let result: Result<Void, any Error>
        do {
            result = .success(try await story())
        } catch {
            result = .failure(error)
        }
        _ = cron.kill()
        _ = await cron.wait()
        try FileManager.default.removeItem(atPath: table)
        try? FileManager.default.removeItem(atPath: log)
        try result.get()
    }
}
