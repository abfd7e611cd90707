import ConvokeCore
import Testing

@testable import SMTP

@Suite struct ReplyReaderTests {
    private func read(_ text: String, pieces: Int = .max) throws -> [Reply] {
        var reader = ReplyReader()
        var replies: [Reply] = []
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            bytes.prefix(pieces).withUnsafeBytes { reader.append($0) }
            bytes = bytes.dropFirst(pieces)
            while let reply = try reader.next() { replies.append(reply) }
        }
        return replies
    }

    @Test("replies come whole, however their bytes come", arguments: [1, 2, 3, 7, 1000])
    func pieces(_ count: Int) throws {
        let text = "250-one\r\n250-\r\n250 three\r\n354\r\n220 bare line feed\n"
        #expect(
            try read(text, pieces: count) == [
                Reply(code: 250, lines: ["one", "", "three"]), Reply(code: 354, lines: [""]),
                Reply(code: 220, lines: ["bare line feed"]),
            ])
    }

    @Test(
        "what is no reply is told from one",
        arguments: [
            "25 ok\r\n", "600 x\r\n", "199 x\r\n", "2500 x\r\n", "hello\r\n", "\r\n", "25O x\r\n",
        ])
    func garbage(_ text: String) {
        #expect(throws: ReplyReader.Fault.self) { try read(text) }
    }

    @Test("a reply has one code")
    func mixed() {
        #expect(throws: ReplyReader.Fault.mixedCodes) { try read("250-a\r\n251 b\r\n") }
    }

    @Test("more than 64 KiB is no reply, with and without a line's end")
    func tooLong() {
        let line = "250-" + String(repeating: "x", count: 996) + "\r\n"
        #expect(throws: ReplyReader.Fault.tooLong) {
            try read(String(repeating: line, count: 70), pieces: 4096)
        }
        #expect(throws: ReplyReader.Fault.tooLong) {
            try read("250 " + String(repeating: "x", count: 70_000), pieces: 4096)
        }
        #expect(throws: Never.self) { try read(String(repeating: line, count: 60)) }
    }

    @Test("a server's words cannot steer a terminal")
    func controls() throws {
        let reply = try read("550 a\u{1B}[2Jb\u{7}\u{85} Hộp thư\r\n").first
        #expect(reply?.lines == ["a\u{FFFD}[2Jb\u{FFFD}\u{FFFD} Hộp thư"])
    }
}
