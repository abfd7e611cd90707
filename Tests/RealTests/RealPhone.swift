import ChildProcess
import Foundation
import TestWorkspace
import Testing

/// A Kannel or a Gammu SMSD of the test's own on loopback, that `scripts/real-phone` starts; whatever
/// happens it is stopped again.
struct RealPhone: Sendable {
    enum Kind: String {
        case kannel, gammu
    }

    static let password = "convoke-secret"

    let folder: URL
    let port: Int

    static func with(_ kind: Kind, _ story: (RealPhone) async throws -> Void) async throws {
        let phone = RealPhone(
            folder: try Folders.make("phone"), port: try LoopbackPort.free(inARow: 10))
        let result: Result<Void, any Error>
        do {
            try await phone.script("start", String(phone.port), kind.rawValue)
            result = .success(try await story(phone))
        } catch {
            result = .failure(error)
        }
        try await phone.script("stop")
        try result.get()
    }

    /// Where Kannel brings replies to.
    var listeningPort: Int { port + 9 }

    /// Lines of convoke.yaml.
    var kannelSettings: [String] {
        [
            "sms:", "  gateway: kannel", "  url: http://127.0.0.1:\(port + 2)/cgi-bin/sendsms",
            "  user: convoke", "  secret_file: secrets/sms", "  from: OFFICE",
            "  dlr_url: http://127.0.0.1:\(listeningPort)/dlr",
        ]
    }

    var gammuSettings: [String] { ["sms:", "  gateway: gammu", "  folder: \(folder.path)"] }

    /// A phone of Kannel's network sends a text.
    func reply(from number: String, _ text: String) async throws {
        try await script("reply", number, text)
    }

    // MARK: - What phones got

    /// One part of a text as the network took it: `<FROM TO udh HEADER data BYTES>`.
    struct Part: Sendable {
        let number: String
        /// 3GPP TS 23.040 section 9.2.3.24.1: of how many, and which.
        let count: UInt8
        let place: UInt8
        let bytes: [UInt8]
    }

    /// Of texts that came in several parts, in the order in which the network took them.
    func parts() throws -> [Part] {
        let log = try String(contentsOf: folder.appending(path: "phone.out"), encoding: .utf8)
        return log.matches(of: #/<OFFICE (\S+) udh (\S+) data (.*)>/#).map { match in
            let header = Self.decoded(match.2)
            return Part(
                number: String(match.1), count: header[4], place: header[5],
                bytes: Self.decoded(match.3))
        }
    }

    private static func decoded(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.popFirst() {
            switch first {
            case UInt8(ascii: "%"):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                bytes.append(UInt8(digits, radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            default: bytes.append(first)
            }
        }
        return bytes
    }

    /// The files in one of SMSD's folders.
    func files(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)
    }

    // MARK: - The script

    private func script(_ action: String, _ arguments: String...) async throws {
        let script = SampleWorkspace.repository.appending(path: "scripts/real-phone")
        let log = folder.appendingPathExtension("log")
        let words = [action, folder.path] + arguments
        let child = try Child(script.path, words, Child.Setting(output: log.path))
        let status = await child.wait()
        let said = try String(contentsOf: log, encoding: .utf8)
        try FileManager.default.removeItem(at: log)
        try #require(status == 0, "real-phone \(action): \(said)")
    }
}
