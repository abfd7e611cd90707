import ConvokeCore
import Engine
import Foundation
import Testing

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
