package import ConvokeCore
import Crypto

/// What a message is recognised by: the ledger keeps it with each intent, so that a resend can be
/// shown to be the same bytes.
package enum MessageDigest {
    /// The first sixteen octets of the SHA-256 of its bytes, in which the SHA-256 of an attachment stands
    /// for the attachment.
    package static func of(_ message: Message) -> [UInt8] {
        var hash = SHA256()
        switch message.content {
        case .cast(let imprint): update(&hash, imprint)
        case .chunks(let chunks):
            for chunk in chunks { hash.update(data: chunk.digested) }
        }
        return Array(hash.finalize().prefix(16))
    }

    private static func update(_ hash: inout SHA256, _ imprint: Imprint) {
        for stretch in imprint.mould.stretches {
            switch stretch {
            case .cast(let parts):
                imprint.withBytes(of: parts) { hash.update(bufferPointer: $0) }
            case .attachment(let number):
                hash.update(data: imprint.mould.attachments[number].digested)
            }
        }
    }

    /// Whether a digest that was kept is that of a message, whose own is `digest`. One of a ledger from
    /// before attachments had their own goes over all of the bytes.
    package static func isKept(
        _ kept: [UInt8], of message: Message, _ digest: [UInt8]
    ) -> Bool {
        if kept == digest { return true }
        guard message.hasDigestedChunk else { return false }
        return SHA256.hash(data: message.bytes).prefix(16).elementsEqual(kept)
    }
}

extension Message {
    /// Whether a part of it is stood for by a digest of its own.
    fileprivate var hasDigestedChunk: Bool {
        switch content {
        case .cast(let imprint): imprint.mould.attachments.contains { $0.digest != nil }
        case .chunks(let chunks): chunks.contains { $0.digest != nil }
        }
    }
}
