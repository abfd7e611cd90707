import ConvokeCore
import Testing

@testable import SMTP

/// The limits of RFC 5321 section 4.5.3.2, without waiting for them.
@Suite struct TimeLimitTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let verb: String
        let outcome: Outcome
        let stage: Stage
        let limit: Duration
        var testDescription: String { verb }
    }

    @Test(
        "a server that stops answering",
        arguments: [
            Row(verb: "MAIL", outcome: .accepted, stage: .reply, limit: .seconds(300)),
            Row(verb: "RCPT", outcome: .deferred, stage: .rcpt, limit: .seconds(300)),
            Row(verb: "DATA", outcome: .deferred, stage: .data, limit: .seconds(120)),
            Row(verb: ".", outcome: .inDoubt, stage: .dot, limit: .seconds(600)),
        ])
    func silence(_ row: Row) async throws {
        let silent = MemoryTransport { line, body in
            Self.reply(line, body, except: row.verb)
        }
        let good = MemoryTransport { Self.reply($0, $1) }
        let start = silent.now
        let feed = TestFeed([Sample.parcel()])
        try await SMTPSession(number: 1, connector: MemoryConnector([silent, good], "PIPELINING"))
            .run(feed)
        #expect(feed.attempts.map(\.outcome) == [row.outcome])
        #expect(feed.attempts.map(\.stage) == [row.stage])
        #expect(silent.now - start == row.limit)
        #expect(silent.isClosedByClient)
    }

    @Test("a reply of one byte a second is waited for as long as the limit lasts")
    func dripping() async throws {
        let patient = MemoryTransport { line, body in
            guard body != nil else { return Self.reply(line, body) }
            return "250 2.0.0 Ok: queued as 4Xy\r\n".map { .later(.seconds(1), String($0)) }
        }
        let feed = TestFeed([Sample.parcel()])
        let session = SMTPSession(number: 1, connector: MemoryConnector([patient], "PIPELINING"))
        try await session.run(feed)
        #expect(feed.attempts.map(\.outcome) == [.accepted])
        #expect(feed.attempts.first?.reply?.queueID == "4Xy")
    }

    @Test("a reply of one byte a second that outlasts the limit leaves a message in doubt")
    func drippingTooLong() async throws {
        let endless = MemoryTransport { line, body in
            guard body != nil else { return Self.reply(line, body) }
            return Array(repeating: .later(.seconds(1), "2"), count: 1000)
        }
        let start = endless.now
        let feed = TestFeed([Sample.parcel()])
        let session = SMTPSession(number: 1, connector: MemoryConnector([endless], "PIPELINING"))
        try await session.run(feed)
        #expect(feed.attempts.map(\.outcome) == [.inDoubt])
        #expect(endless.now - start == .seconds(600))
    }

    @Test("the limits are those of the standard")
    func standard() {
        let limits = TimeLimits()
        #expect(limits.greeting == .seconds(5 * 60))
        #expect(limits.mail == .seconds(5 * 60))
        #expect(limits.rcpt == .seconds(5 * 60))
        #expect(limits.data == .seconds(2 * 60))
        #expect(limits.block == .seconds(3 * 60))
        #expect(limits.dot == .seconds(10 * 60))
    }

    /// A well-behaved relay, silent to one command.
    static func reply(
        _ line: String?, _ body: [UInt8]?, except verb: String = ""
    ) -> [MemoryTransport.Act] {
        let word = line.map { String($0.prefix(4)) } ?? "."
        guard word != verb else { return [.hang] }
        return [.say(word == "DATA" ? "354 go\r\n" : "250 ok\r\n")]
    }
}
