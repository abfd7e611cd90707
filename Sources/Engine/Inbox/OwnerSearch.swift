import ConvokeCore
import Foundation
import LedgerStore

/// What a mail carries that may say whose it is; anybody may have written any of it.
struct OwnerClues: Equatable {
    /// Addresses that it was sent to, or came back to.
    var addresses: [String] = []
    /// Original-Envelope-Id (RFC 3464 section 2.2.1).
    var envelopeIDs: [String] = []
    /// Of the returned mail, and of those that it refers to; without angle brackets.
    var messageIDs: [String] = []
}

/// Finds whose a mail is: by the token in the address that it came to, by the envelope id, by a
/// Message-ID, in this order. Only what carries our key's mark counts: a forged or guessed token finds
/// nobody.
struct OwnerSearch {
    let key: TokenKey
    let reader: LedgerReader

    /// A delivery, and by what it was found.
    struct Found: Equatable {
        let delivery: Delivery
        let way: ReceivedMail.Way
    }

    func delivery(_ clues: OwnerClues) throws(LedgerFailure) -> Found? {
        let tokens = clues.addresses.compactMap(Self.token).map { ($0, ReceivedMail.Way.token) }
        let ids = clues.envelopeIDs.map { ($0, ReceivedMail.Way.envelopeID) }
        for (text, way) in tokens + ids {
            if let delivery = try delivery(token: text) {
                return Found(delivery: delivery, way: way)
            }
        }
        for id in clues.messageIDs {
            if let delivery = try delivery(messageID: id) {
                return Found(delivery: delivery, way: .messageID)
            }
        }
        return nil
    }

    /// Whether a Message-ID is that of a mail of ours.
    func delivery(messageID: String) throws(LedgerFailure) -> Delivery? {
        guard let left = messageID.split(separator: "@", maxSplits: 1).first else { return nil }
        let words = left.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "convoke",
            let id = Base32.number(in: words[1]).flatMap({ Int64(exactly: $0) }),
            let delivery = try reader.delivery(id),
            DeliveryToken(delivery, key: key).hasMessageID(String(left))
        else { return nil }
        return delivery
    }

    private func delivery(token text: String) throws(LedgerFailure) -> Delivery? {
        guard let id = DeliveryToken.delivery(in: text), let delivery = try reader.delivery(id),
            DeliveryToken(delivery, key: key).matches(text)
        else { return nil }
        return delivery
    }

    /// What stands behind the last `+` before the `@`.
    private static func token(in address: String) -> String? {
        guard let at = address.lastIndex(of: "@"),
            let plus = address[..<at].lastIndex(of: "+")
        else { return nil }
        return String(address[address.index(after: plus)..<at])
    }
}
