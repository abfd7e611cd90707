import Composition
import ConvokeCore
import Crypto
import LedgerStore
import Testing

@Suite("The digest that a message is recognised by")
struct MessageDigestTests {
    private static let head = Message.Chunk(Array("Subject: Papers\r\n\r\n".utf8))

    private static func message(_ attachment: String) -> Message {
        let file = Attachment(name: "plan.txt", bytes: Array(attachment.utf8))
        return Message(chunks: [head, file.part], isSevenBit: true)
    }

    @Test("without attachments it goes over all of the bytes")
    func plain() {
        let message = Message(chunks: [Self.head, Self.head], isSevenBit: true)
        #expect(
            MessageDigest.of(message) == Array(SHA256.hash(data: message.bytes).prefix(16)))
    }

    @Test("an attachment is stood for by its own digest, and another attachment is another message")
    func attached() {
        let digest = MessageDigest.of(Self.message("one"))
        let part = Attachment(name: "plan.txt", bytes: Array("one".utf8)).part
        var hash = SHA256()
        hash.update(data: Self.head.bytes)
        hash.update(data: Array(SHA256.hash(data: part.bytes)))
        #expect(digest == Array(hash.finalize().prefix(16)))
        #expect(digest != MessageDigest.of(Self.message("two")))
    }

    @Test("it is the same whether the message is cast or lies there", arguments: 0...2)
    func cast(_ count: Int) {
        let parts: [Mould.Part] = [.fixed(0..<9), .value(0), .fixed(9..<13)]
        let attachments = (0..<count).map {
            Attachment(name: "\($0).txt", bytes: Array("file \($0)".utf8)).part
        }
        let mould = Mould(
            fixed: Array("Subject: \r\n\r\n".utf8),
            parts: parts + attachments.indices.map { .attachment($0) }, attachments: attachments,
            valueCount: 1)
        for value in ["", "Papers"] {
            let message = mould.message(
                MouldValues(bytes: Array(value.utf8), ends: [value.utf8.count]), isSevenBit: true)
            let same = Message(chunks: message.chunks, isSevenBit: true)
            #expect(MessageDigest.of(message) == MessageDigest.of(same))
            #expect(message.size == message.bytes.count)
        }
    }

    @Test("one that an older ledger kept, over all of the bytes, is still the message's")
    func older() {
        let message = Self.message("one")
        let (digest, old) = (
            MessageDigest.of(message), Array(SHA256.hash(data: message.bytes).prefix(16))
        )
        #expect(MessageDigest.isKept(digest, of: message, digest))
        #expect(MessageDigest.isKept(old, of: message, digest))
        let other = Self.message("two")
        #expect(!MessageDigest.isKept(old, of: other, MessageDigest.of(other)))
    }
}
