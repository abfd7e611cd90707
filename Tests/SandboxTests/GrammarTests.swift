import NIOCore
import Testing

@testable import Sandbox

@Suite("The grammar")
struct GrammarTests {
    @Test(
        "takes addresses as the standard allows",
        arguments: [
            "a@b.example", "a.b+c=d@b-c.example", "\"a b\"@c.example", "\"a\\\"@b\"@c.example",
            "a@[127.0.0.1]", "a@[IPv6:::1]", "văn@phòng.example", "a@localhost",
            "@x.example,@y.example:a@b.example",
        ])
    func address(text: String) throws {
        let path = try #require(SMTPPath(bracketed: text))
        #expect(text.hasSuffix(path.address))
        #expect(path.address == path.localPart + "@" + path.domain)
    }

    @Test(
        "refuses what is no address",
        arguments: [
            "", "a", "@b.example", "a@", "a..b@c.example", ".a@c.example", "a b@c.example",
            "a@b..example", "a@-b.example", "a@b_c.example", "\"a@b.example", "\"a\"b\"@c.example",
            "a@b@c.example", "\"a\\\"@c.example", "a@[b c]", "(a)@b.example",
            String(repeating: "x", count: 65) + "@b.example",
        ])
    func noAddress(text: String) {
        #expect(SMTPPath(bracketed: text) == nil)
    }

    @Test(
        "refuses a wrong argument of MAIL",
        arguments: [
            ("", "5.5.4"), ("FROM: <a@b.example>", "5.5.4"), ("TO:<a@b.example>", "5.5.4"),
            ("FROM:a@b.example", "5.5.4"), ("FROM:<a@b.example", "5.5.4"),
            ("FROM:<a@b.example>x", "5.5.4"), ("FROM:<nobody>", "5.1.7"),
            ("FROM:<a@b.example> =x", "5.5.4"), ("FROM:<a@b.example> SIZE=", "5.5.4"),
            ("FROM:<a@b.example> SIZE=1 size=2", "5.5.4"), ("FROM:<a@b.example> 1X", "5.5.4"),
            ("FROM:<a@b.example> SIZE=x", "5.5.4"), ("FROM:<a@b.example> SIZE=-1", "5.5.4"),
            ("FROM:<a@b.example> SIZE=9999999999999999999", "5.5.4"),
            ("FROM:<a@b.example> BODY=BINARYMIME", "5.5.4"),
            ("FROM:<a@b.example> SMTPUTF8=1", "5.5.4"), ("FROM:<a@b.example> RET=ALL", "5.5.4"),
            ("FROM:<a@b.example> ENVID=a+b", "5.5.4"), ("FROM:<a@b.example> ENVID", "5.5.4"),
            ("FROM:<a@b.example> ENVID=a+2b", "5.5.4"), ("FROM:<a@b.example> MT=1", "5.5.4"),
            ("FROM:<ă@b.example>", "5.6.7"), ("FROM:<a@b.example> SIZE=1001", "5.3.4"),
        ])
    func wrongSender(text: String, enhanced: String) {
        let rules = ParameterRules(
            capabilities: .all, sizeLimit: 1000, offersAuthentication: false)
        let refusal = #expect(throws: SMTPRefusal.self) {
            try rules.checkSender(SMTPArgument(text, label: "FROM"))
        }
        #expect(refusal?.reply.enhanced == enhanced)
    }

    @Test(
        "refuses a wrong argument of RCPT",
        arguments: [
            "TO:<>", "TO:<a>", "TO:<a@b.example> NOTIFY=NEVER,DELAY", "TO:<a@b.example> NOTIFY=X",
            "TO:<a@b.example> NOTIFY", "TO:<a@b.example> NOTIFY=DELAY,",
            "TO:<a@b.example> RET=FULL",
            "TO:<a@b.example> ORCPT=a@b.example", "TO:<a@b.example> ORCPT=rfc822;",
            "TO:<a@b.example> ORCPT=;a", "TO:<a@b.example> ORCPT=rfc822;a=b",
            "TO:<a@b.example> ORCPT=utf-8;\\x{zz}", "TO:<a@b.example> ORCPT=utf-8;a\\b",
        ])
    func wrongRecipient(text: String) {
        let rules = ParameterRules(
            capabilities: .all, sizeLimit: 1000, offersAuthentication: false)
        #expect(throws: SMTPRefusal.self) {
            try rules.checkRecipient(SMTPArgument(text, label: "TO"), isUTF8: true)
        }
    }

    @Test("decodes the original recipient in both of its forms")
    func originalRecipient() {
        #expect(OriginalRecipient("rfc822;a+2Bb+40c")?.address == "a+b@c")
        #expect(OriginalRecipient("UTF-8;v\\x{103}n@b.example")?.address == "văn@b.example")
        #expect(OriginalRecipient("utf-8;văn@b.example")?.type == "utf-8")
    }

    @Test("renders a reply of several lines, with and without its enhanced code")
    func reply() {
        let reply = SMTPReply(250, "2.0.0", "one", "two")
        #expect(reply.rendered(withEnhancedCodes: true) == "250-2.0.0 one\r\n250 2.0.0 two\r\n")
        #expect(reply.rendered(withEnhancedCodes: false) == "250-one\r\n250 two\r\n")
    }

    @Test("sees an octet above 127 wherever it stands", arguments: 0...20)
    func eightBit(place: Int) {
        var octets = [UInt8](repeating: 127, count: 21)
        var plain = BodyReader(limit: 1000)
        var input = ByteBuffer(bytes: octets)
        _ = plain.read(&input)
        #expect(!plain.hasEightBit)
        octets[place] = 128
        var eightBit = BodyReader(limit: 1000)
        input = ByteBuffer(bytes: octets)
        _ = eightBit.read(&input)
        #expect(eightBit.hasEightBit)
    }

    @Test("finds the end of a message wherever the stream is cut")
    func everyCut() {
        let wire = Array("..\r\n.a\r\n\r.\r\n.\n.\r\n\r\n..\r\n.\r\nNEXT".utf8)
        let expected = ".\r\na\r\n\r.\r\n\n.\r\n\r\n.\r\n"
        for first in 0...wire.count {
            for second in first...wire.count {
                var reader = BodyReader(limit: 1000)
                var input = ByteBuffer()
                var isDone = false
                for piece in [wire[..<first], wire[first..<second], wire[second...]] {
                    input.writeBytes(piece)
                    if !isDone { isDone = reader.read(&input) }
                }
                #expect(isDone && String(buffer: reader.message) == expected)
                #expect(String(buffer: input) == "NEXT")
            }
        }
    }
}
