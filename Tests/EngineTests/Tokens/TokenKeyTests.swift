import ConvokeCore
import Foundation
import Testing

@testable import Engine

@Suite("The workspace's key")
struct TokenKeyTests {
    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "convoke-key-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test("is made at first use, for nobody else to read, and is the same afterwards")
    func made() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let first = try TokenKey.open(root: root)
        let second = try TokenKey.open(root: root)
        let file = root + "/secrets/token.key"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        let code = AnswerCode(conference: "a", about: "x", recipient: "b", key: first)
        #expect(code == AnswerCode(conference: "a", about: "x", recipient: "b", key: second))
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/secrets").count == 1)
    }

    @Test(
        "makes the codes of HMAC-SHA-256, as RFC 4231 gives them",
        arguments: [
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                Array(repeating: UInt8(0xAA), count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func vectors(_ bytes: [UInt8], _ text: String, _ expected: String) {
        let code = TokenKey(bytes: bytes).code(Array(text.utf8))
        #expect(code.map { String(format: "%02x", $0) }.joined() == expected)
    }

    @Test("takes the same parts otherwise divided for others")
    func parts() {
        let key = TokenKey(bytes: Array(0..<32))
        #expect(key.code(["ab", "c"]) != key.code(["a", "bc"]))
        #expect(key.code(["abc", ""]) != key.code(["abc"]))
    }

    @Test("that was damaged is a problem and is left as it is")
    func damaged() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let file = root + "/secrets/token.key"
        try FileManager.default.createDirectory(
            atPath: root + "/secrets", withIntermediateDirectories: true)
        try Data("short".utf8).write(to: URL(fileURLWithPath: file))
        #expect {
            try TokenKey.open(root: root)
        } throws: { error in
            (error as? Problem)?.status == .configuration
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "short")
    }
}
