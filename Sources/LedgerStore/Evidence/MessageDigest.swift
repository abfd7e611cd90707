package import ConvokeCore
import Crypto

/// What a message is recognised by: the ledger keeps it with each intent, so that a resend can be
/// shown to be the same bytes.
package enum MessageDigest {
    /// The first sixteen octets of the SHA-256 of its bytes, in which the SHA-256 of an attachment stands
    /// for the attachment.
    package static func of(_ message: Message) -> [UInt8] {
        var hash = SHA256()
        for chunk in message.chunks { hash.update(data: chunk.digested) }
        return Array(hash.finalize().prefix(16))
    }

    /// Whether a digest that was kept is that of a message, whose own is `digest`. One of a ledger from
    /// before attachments had their own goes over all of the bytes.
    package static func isKept(
        _ kept: [UInt8], of message: Message, _ digest: [UInt8]
    ) -> Bool {
        if kept == digest { return true }
        guard message.chunks.contains(where: { $0.digest != nil }) else { return false }
        return SHA256.hash(data: message.bytes).prefix(16).elementsEqual(kept)
    }
}
