import ConvokeCore
import Testing

@Suite("A server's reply")
struct ReplyTests {
    @Test(
        "begins with an enhanced code or not",
        arguments: [
            ("2.0.0 Ok: queued as 4Xy", EnhancedStatus(2, 0, 0)),
            ("5.1.1", EnhancedStatus(5, 1, 1)),
            ("4.7.10 later", EnhancedStatus(4, 7, 10)), ("Ok", nil), ("5.1 no", nil),
            ("3.1.1 no", nil), ("5.1.1x no", nil), ("5.1000.1 no", nil), ("", nil),
        ] as [(String, EnhancedStatus?)])
    func enhanced(line: String, status: EnhancedStatus?) {
        #expect(Reply(code: 250, lines: [line]).enhanced == status)
    }

    @Test("is shown in one line") func text() {
        let reply = Reply(code: 550, lines: ["5.1.1 No such", "5.1.1 user"])
        #expect(reply.text == "550 5.1.1 No such 5.1.1 user")
    }
}

@Suite("Addresses on this machine")
struct LoopbackTests {
    @Test(
        "are known",
        arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])
    func loopback(host: String) {
        #expect(Loopback.contains(host))
    }

    @Test(
        "and others are not taken for them",
        arguments: [
            "127.0.0.1.example", "localhost.example", "128.0.0.1", "127.0.0", "127.0.0.256", "",
            "::2", "0.0.0.0",
        ])
    func others(host: String) {
        #expect(!Loopback.contains(host))
    }
}

@Suite("A chunk of a message")
struct ChunkTests {
    @Test(
        "knows whether a line of it begins with a dot",
        arguments: [
            (".", true), ("a\r\n.b", true), ("a.b\r\nc", false), ("", false), ("a\r\n..", true),
        ])
    func leadingDot(text: String, expected: Bool) {
        #expect(Message.Chunk(Array(text.utf8)).hasLeadingDot == expected)
    }

    @Test("counts in octets") func size() {
        let message = Message(
            chunks: [.init(Array("é".utf8)), .init([13, 10])], isSevenBit: false)
        #expect(message.size == 4)
        #expect(message.bytes == Array("é\r\n".utf8))
    }
}

@Suite("A tree of venues")
struct VenueTreeTests {
    @Test("survives a loop of parents and an unknown one") func loop() {
        func venue(_ id: String, _ parent: String?) -> Venue {
            Venue(id: id, name: id, level: "x", parent: parent, address: "", place: Place("v.csv"))
        }
        let tree = VenueTree([venue("a", "b"), venue("b", "a"), venue("c", "nowhere")])
        #expect(tree.isWithin("a", "b"))
        #expect(!tree.isWithin("a", "c"))
        #expect(!tree.isWithin("c", "a"))
        #expect(tree.isWithin("c", "nowhere"))
    }
}
