package import ConvokeCore

/// The bytes of a message, as they are kept.
package enum SentContent: Sendable {
    /// What is different in it; the mould is kept once for all.
    case cast(Mould, pieces: [UInt8])
    /// All of it: a text, or a mail that came from no mould.
    case whole([UInt8])

    package init(_ message: Message) {
        self =
            switch message.content {
            case .cast(let imprint): .cast(imprint.mould, pieces: imprint.values.packed)
            case .chunks: .whole(message.bytes)
            }
    }
}
