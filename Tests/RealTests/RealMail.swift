import ChildProcess
import Foundation
import TestWorkspace
import Testing

/// A Postfix and a Dovecot of the test's own on loopback, that `scripts/real-mail` starts; whatever
/// happens they are stopped again.
struct RealMail: Sendable {
    let folder: URL
    let port: Int

    /// Whether real servers are wanted: `scripts/test --real` asks for them.
    static let isWanted = ProcessInfo.processInfo.environment["CONVOKE_REAL"] == "1"

    static let password = "office-secret"

    static func with(_ story: (RealMail) async throws -> Void) async throws {
        let mail = RealMail(
            folder: try Folders.make("mail"), port: try LoopbackPort.free(inARow: 5))
        let result: Result<Void, any Error>
        do {
            try await mail.script("start", String(mail.port))
            result = .success(try await story(mail))
        } catch {
            result = .failure(error)
        }
        try await mail.script("stop")
        try result.get()
    }

    /// Stops Postfix; its queue stays.
    func pause() async throws { try await script("pause") }
    func resume() async throws { try await script("resume") }

    /// What waits in Postfix's queue comes back now.
    func expire() async throws { try await script("expire") }

    /// What convoke.yaml says of the mailbox of bounces, by IMAP over TLS.
    var inbox: [String] {
        [
            "return_path: bounce@office.example",
            "inbox: {url: \"imaps://127.0.0.1:\(port + 2)/INBOX\", user: bounce,"
                + " password_env: CONVOKE_SMTP_PASSWORD, ca_file: \(caFile)}",
        ]
    }

    /// What convoke.yaml says below `relay:` besides the URL.
    var login: [String] {
        ["user: office", "password_env: CONVOKE_SMTP_PASSWORD", "ca_file: \(caFile)"]
    }

    var caFile: String { folder.path + "/tls/ca.pem" }
    var url: String { "smtp://127.0.0.1:\(port)" }
    var secureURL: String { "smtps://127.0.0.1:\(port + 1)" }

    // MARK: - What was delivered

    /// The files in the Maildir that takes everything.
    func delivered() throws -> [URL] { try files(in: "all") }

    /// The reports that came back.
    func reports() throws -> [URL] { try files(in: "bounce") }

    private func files(in mailbox: String) throws -> [URL] {
        let all = folder.appending(path: "mail/" + mailbox)
        return try ["new", "cur"].flatMap { name -> [URL] in
            let folder = all.appending(path: name)
            guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
            return try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: nil)
        }
    }

    /// Waits until that many messages are there, or Postfix has nothing more in its queue.
    func waitForDelivery(of count: Int) async throws {
        for _ in 0..<1200 {
            if try await blocking({ try delivered().count >= count && queued() == 0 }) { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("\(try delivered().count) of \(count) delivered, \(queued()) in the queue")
    }

    /// Waits until that many reports came back. Postfix tells nobody when one does.
    func waitForReports(_ count: Int) async throws {
        for _ in 0..<600 {
            if try await blocking({ try reports().count >= count }) { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("\(try reports().count) of \(count) reports came back")
    }

    /// How many messages Postfix has accepted and not yet delivered.
    private func queued() -> Int {
        ["incoming", "active", "deferred"].reduce(0) { sum, name in
            let queue = folder.appending(path: "spool/" + name).path
            let entries = FileManager.default.enumerator(atPath: queue)?.allObjects ?? []
            // A queue file's name is at least ten hexadecimal digits; folders have one.
            return sum + entries.count { ($0 as? String).map { $0.count >= 10 } ?? false }
        }
    }

    /// How often each Message-ID, angle brackets included, lies in the Maildir.
    func copies() throws -> [String: Int] {
        try delivered().reduce(into: [:]) { copies, file in
            copies[try Self.header("message-id", of: file), default: 0] += 1
        }
    }

    /// The value of a header field, with what was folded.
    static func header(_ name: String, of file: URL) throws -> String {
        let head = String(decoding: try Data(contentsOf: file).prefix(8192), as: UTF8.self)
        let unfolded = head.replacing(#/\r?\n[ \t]+/#, with: " ")
        let line = unfolded.split(whereSeparator: \.isNewline)
            .first { $0.lowercased().hasPrefix(name + ":") }
        return String(line?.dropFirst(name.count + 1) ?? "").trimmingCharacters(in: .whitespaces)
    }

    // MARK: - The script

    private func script(_ action: String, _ arguments: String...) async throws {
        let script = SampleWorkspace.repository.appending(path: "scripts/real-mail")
        let log = folder.appendingPathExtension("log")
        let words = [action, folder.path] + arguments
        let child = try Child(script.path, words, Child.Setting(output: log.path))
        let status = await child.wait()
        let said = try String(contentsOf: log, encoding: .utf8)
        try FileManager.default.removeItem(at: log)
        try #require(status == 0, "real-mail \(action): \(said)")
    }
}
