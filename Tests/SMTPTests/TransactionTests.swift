import ConvokeCore
import Synchronization
import Testing

@testable import SMTP

/// What stands on the wire, byte by byte.
@Suite struct TransactionTests {
    private func wire(
        _ parcels: [Parcel], _ keywords: String, _ feed: TestFeed? = nil,
        takesAtOnce: Int = .max
    ) async throws -> String {
        let transport = MemoryTransport { TimeLimitTests.reply($0, $1) }
        transport.takesAtOnce = takesAtOnce
        let relay = Capabilities(greeting: ["x"] + keywords.split(separator: ",").map(String.init))
        let connector = Connections([Connection(transport: transport, capabilities: relay)])
        try await SMTPSession(number: 1, connector: connector).run(feed ?? TestFeed(parcels))
        return String(decoding: transport.received, as: UTF8.self)
    }

    @Test("with everything announced, the dot and the next envelope follow each other")
    func pipelined() async throws {
        let text = try await wire(
            [Sample.parcel(1), Sample.parcel(2)], "PIPELINING,SIZE 100000,8BITMIME,DSN,SMTPUTF8")
        #expect(
            text == """
                MAIL FROM:<bounce+1@office.example> SIZE=25 RET=HDRS ENVID=id-1\r
                RCPT TO:<r1@office.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;r1@office.example\r
                DATA\r
                Subject: 1\r
                \r
                Kinh moi.\r
                .\r
                MAIL FROM:<bounce+2@office.example> SIZE=25 RET=HDRS ENVID=id-2\r
                RCPT TO:<r2@office.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;r2@office.example\r
                DATA\r
                Subject: 2\r
                \r
                Kinh moi.\r
                .\r
                QUIT\r

                """)
    }

    @Test("with nothing announced, nothing is asked for")
    func plain() async throws {
        let text = try await wire([Sample.parcel(1)], "")
        #expect(
            text.hasPrefix("MAIL FROM:<bounce+1@office.example>\r\nRCPT TO:<r1@office.example>\r\n")
        )
    }

    @Test("a message's end is not held back for a next one that is not at hand")
    func holdsBack() async throws {
        let feed = TestFeed([Sample.parcel(1), Sample.parcel(2)], holdsBack: true)
        let text = try await wire([], "PIPELINING", feed)
        #expect(feed.attempts.map(\.outcome) == [.accepted, .accepted])
        #expect(text.components(of: "DATA\r\n") == 2)
    }

    @Test("a parcel that is withdrawn after DATA is not sent, has no end, and stops nobody else")
    func withdrawn() async throws {
        let feed = TestFeed([Sample.parcel(1), Sample.parcel(2)])
        feed.state.withLock { $0.withdrawn = [1] }
        let relay = Capabilities(greeting: ["x", "PIPELINING"])
        let transports = (0..<2).map { _ in MemoryTransport { TimeLimitTests.reply($0, $1) } }
        let connections = transports.map { Connection(transport: $0, capabilities: relay) }
        try await SMTPSession(number: 1, connector: Connections(connections)).run(feed)
        #expect(!String(decoding: transports[0].received, as: UTF8.self).contains("Subject"))
        #expect(String(decoding: transports[1].received, as: UTF8.self).contains("Subject: 2"))
        #expect(feed.state.withLock { $0.ended.map(\.delivery) } == [2])
    }

    @Test("8-bit text and an address beyond ASCII are announced")
    func international() async throws {
        let envelope = Envelope(
            sender: Sample.address("văn=phòng+x"), recipient: Sample.address("hương\\a"),
            envelopeID: "a+b=c d", wantsSuccessReport: true)
        let message = Message(chunks: [.init(Array("Subject: á\r\n\r\n".utf8))], isSevenBit: false)
        let text = try await wire(
            [Parcel(delivery: 1, envelope: envelope, message: message)],
            "PIPELINING,8BITMIME,SMTPUTF8,DSN")
        #expect(
            text.hasPrefix(
                """
                MAIL FROM:<văn=phòng+x@office.example> BODY=8BITMIME SMTPUTF8 RET=HDRS \
                ENVID=a+2Bb+3Dc+20d\r
                RCPT TO:<hương\\a@office.example> NOTIFY=SUCCESS,FAILURE,DELAY \
                ORCPT=utf-8;h\\x{1B0}\\x{1A1}ng\\x{5C}a@office.example\r

                """))
    }

    @Test(
        "dots at the start of a line are doubled, wherever chunks meet",
        arguments: [
            ([".a\r\n"], "..a\r\n.\r\n"),
            (["a\r\n", ".b\r\n"], "a\r\n..b\r\n.\r\n"),
            (["a\r", "\n.b"], "a\r\n..b\r\n.\r\n"),
            (["a", ".b\r\n"], "a.b\r\n.\r\n"),
            (["a\r\n.\r\nMAIL FROM:<x>\r\n"], "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
            (["a\n.\nb\r\n"], "a\n..\nb\r\n.\r\n"),
            (["a", "", "\r\n"], "a\r\n.\r\n"),
            (["a"], "a\r\n.\r\n"),
            (["a\r"], "a\r\r\n.\r\n"),
            (["a\n"], "a\n\r\n.\r\n"),
            ([], ".\r\n"),
            (["..\r\n..\r\n"], "...\r\n...\r\n.\r\n"),
        ])
    func dots(_ chunks: [String], _ expected: String) async throws {
        let text = try await wire([Sample.parcel(chunks: chunks)], "PIPELINING")
        let body = text.split(separator: "DATA\r\n", maxSplits: 1).last.map(String.init)
        #expect(body == expected + "QUIT\r\n")
    }

    @Test("large chunks keep their bytes and their dots", arguments: [false, true])
    func large(_ withDots: Bool) async throws {
        let line = (withDots ? "." : "-") + String(repeating: "y", count: 70) + "\r\n"
        let chunk = String(repeating: line, count: 3000)
        let text = try await wire(
            [Sample.parcel(chunks: ["S: x\r\n\r\n", chunk, "end\r\n"])], "PIPELINING")
        let sent = withDots ? String(repeating: "." + line, count: 3000) : chunk
        #expect(text.hasSuffix("S: x\r\n\r\n" + sent + "end\r\n.\r\nQUIT\r\n"))
    }

    @Test("a cast message goes over the wire as its bytes, however little is taken at once")
    func cast() async throws {
        let dots = Message.Chunk(Array(".two\r\n.\r\n".utf8))
        let mould = Mould(
            fixed: Array("Subject: \r\n\r\nbye".utf8),
            parts: [.fixed(0..<9), .value(0), .fixed(9..<13), .attachment(0), .fixed(13..<16)],
            attachments: [dots], valueCount: 1)
        let message = mould.message(
            MouldValues(bytes: Array("one".utf8), ends: [3]), isSevenBit: true)
        let sample = Sample.parcel()
        let parcel = Parcel(delivery: 1, envelope: sample.envelope, message: message)
        for takesAtOnce in [1, 7, Int.max] {
            let text = try await wire([parcel], "PIPELINING", takesAtOnce: takesAtOnce)
            let body = "Subject: one\r\n\r\n..two\r\n..\r\nbye\r\n.\r\n"
            #expect(text.hasSuffix("DATA\r\n" + body + "QUIT\r\n"))
        }
    }

    @Test("no byte of a body leaves before its intent is flushed")
    func intent() async throws {
        let feed = TestFeed([Sample.parcel(1), Sample.parcel(2)], confirmations: 1)
        await #expect(throws: TestFeed.DiskFull.self) { try await wire([], "PIPELINING", feed) }
        #expect(feed.attempts.map(\.outcome) == [.accepted, .released])
        #expect(feed.isBalanced)
    }

    @Test(
        "what failed leaves no trace in the address checks",
        arguments: ["a b", "a<b", "a>b", "a\u{0}", "", "a\n"])
    func unsafe(_ local: String) {
        #expect(!Admission.isSafe(Sample.address(local)))
    }

    @Test(
        "addresses that are odd and right pass",
        arguments: ["a", "\"a b\"", "\"<>\"", "hương", "a+b"])
    func safe(_ local: String) {
        #expect(Admission.isSafe(Sample.address(local)))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}

/// Gives connections that were made before, one after the other; the last again and again.
private final class Connections: Connector, @unchecked Sendable {
    // One session on one thread uses it.
    private var connections: [Connection]
    init(_ connections: [Connection]) { self.connections = connections }
    func connect() throws(SessionFailure) -> Connection {
        connections.count > 1 ? connections.removeFirst() : connections[0]
    }
}
