package import ConvokeCore

/// Who invites, or is invited (RFC 5545 section 3.3.3, CAL-ADDRESS).
package struct CalendarParty: Hashable, Sendable {
    package let name: String
    package let address: EmailAddress

    package init(name: String, address: EmailAddress) {
        self.name = name
        self.address = address
    }

    /// `mailto:` as RFC 6068 section 2 writes it: what means something in a URI is encoded.
    var uri: String { Self.uri(address) }

    static func uri(_ address: EmailAddress) -> String {
        var text = "mailto:"
        for byte in address.localPart.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + digits[Int(byte >> 4)] + digits[Int(byte & 15)]
            }
        }
        return text + "@" + address.asciiDomain
    }

    private static let digits = (0..<16).map { String($0, radix: 16, uppercase: true) }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.~+!$'*=".utf8.contains(byte)
        }
    }
}
