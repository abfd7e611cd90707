package import ConvokeCore
import Foundation

/// The names under which one delivery is known outside: its return path, its envelope id and its
/// Message-ID. All are derived, so that a resend carries the same ones.
package struct DeliveryToken: Hashable, Sendable {
    /// Stands in the return path and is the ENVID: case does not matter in it, and without the key
    /// nobody can make one that fits.
    package let text: String
    /// The left side of the Message-ID.
    package let messageID: String

    package init(_ delivery: Delivery, key: TokenKey) {
        let code = key.code([
            "delivery", String(delivery.id), delivery.conference, delivery.notice,
            delivery.recipient, delivery.channel.rawValue, delivery.address,
            String(delivery.revision),
            String(Int(delivery.plannedAt.timeIntervalSince1970.rounded())),
        ])
        let number = UInt64(bitPattern: delivery.id)
        text = Self.text("", number, "-", code[0..<10])
        messageID = Self.text("convoke.", number, ".", code[10..<20])
    }

    private static func text(
        _ head: String, _ number: UInt64, _ mark: String, _ code: ArraySlice<UInt8>
    ) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(40)
        text.append(head)
        text.append(base32: number)
        text.append(mark)
        text.append(base32: code)
        return String(decoding: text, as: UTF8.self)
    }

    /// The delivery's number in a token, before it is known whether the rest fits.
    package static func delivery(in text: String) -> Int64? {
        guard let dash = text.firstIndex(of: "-") else { return nil }
        return Base32.number(in: text[..<dash]).flatMap { Int64(exactly: $0) }
    }

    /// Whether a text seen outside is this token, whatever its case.
    package func matches(_ seen: String) -> Bool { Self.isSame(text, seen) }

    /// Whether the left side of a Message-ID seen outside is this one's; some systems change its case.
    package func hasMessageID(_ seen: String) -> Bool { Self.isSame(messageID, seen) }

    /// In a time that does not tell how much of it fits.
    private static func isSame(_ own: String, _ seen: String) -> Bool {
        let left = Array(own.utf8)
        let right = Array(seen.lowercased().utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension EmailAddress {
    /// The variable envelope return path: `bounce+<token>@…`, at most 64 octets before the `@`
    /// (RFC 5321 section 4.5.3.1.1).
    package func returnPath(_ token: DeliveryToken) -> EmailAddress {
        EmailAddress(
            localPart: localPart + "+" + token.text, domain: domain, asciiDomain: asciiDomain)
    }
}
