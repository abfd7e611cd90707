import ConvokeCore
import Crypto

/// What a message is recognised by: the ledger keeps it with each intent, so that a resend can be
/// shown to be the same bytes.
enum MessageDigest {
    /// The first sixteen octets of the SHA-256 of its bytes.
    static func of(_ message: Message) -> [UInt8] {
        var hash = SHA256()
        for chunk in message.chunks { hash.update(data: chunk.bytes) }
        return Array(hash.finalize().prefix(16))
    }
}
