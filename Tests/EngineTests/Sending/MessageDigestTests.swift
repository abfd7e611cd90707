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
