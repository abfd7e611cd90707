/// An address as it stands between `<` and `>` in MAIL and RCPT (RFC 5321 section 4.1.2).
struct SMTPPath: Equatable, Sendable {
    /// Empty for the null sender, otherwise `local@domain` as given, without a source route.
    let address: String
    /// As given, with its quotes if it has any.
    let localPart: String
    let domain: String

    var isASCII: Bool { address.utf8.allSatisfy { $0 < 0x80 } }

    /// Reads the text between the angle brackets; nil when it breaks the grammar or its limits.
    ///
    /// Characters beyond ASCII are taken here (RFC 6531 section 3.3); whether the session
    /// allows them is decided by whoever knows the parameters.
    init?(bracketed text: some StringProtocol) {
        guard let (mailbox, at) = Self.split(Self.withoutRoute(text)) else { return nil }
        localPart = String(mailbox[..<at])
        domain = String(mailbox[mailbox.index(after: at)...])
        address = String(mailbox)
        guard localPart.utf8.count <= 64, domain.utf8.count <= 255, address.utf8.count <= 254,
            Self.isLocalPart(localPart), Self.isDomain(domain)
        else { return nil }
    }

    private init(address: String, localPart: String) {
        self.address = address
        self.localPart = localPart
        domain = ""
    }

    /// `MAIL FROM:<>`, the sender of reports.
    static let null = SMTPPath(address: "", localPart: "")
    /// `RCPT TO:<Postmaster>`, the one recipient without a domain (RFC 5321 section 4.1.1.3).
    static let postmaster = SMTPPath(address: "Postmaster", localPart: "Postmaster")

    /// A source route is accepted and ignored (RFC 5321 appendix C).
    private static func withoutRoute(_ text: some StringProtocol) -> Substring {
        let whole = Substring(text)
        guard whole.hasPrefix("@"), let colon = whole.firstIndex(of: ":") else { return whole }
        return whole[whole.index(after: colon)...]
    }

    /// The last `@` divides: one inside a quoted local part stands before it.
    private static func split(_ mailbox: Substring) -> (Substring, Substring.Index)? {
        mailbox.lastIndex(of: "@").map { (mailbox, $0) }
    }

    private static func isLocalPart(_ text: String) -> Bool {
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            return isQuotedContent(text.dropFirst().dropLast())
        }
        let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtomText) }
    }

    private static func isQuotedContent(_ text: Substring) -> Bool {
        var escaped = false
        for character in text {
            if escaped {
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == "\"" {
                return false
            }
        }
        return !escaped
    }

    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return true }
        return isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isDomain(_ text: String) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]") {
            return text.dropFirst().dropLast().unicodeScalars.allSatisfy {
                isLetterOrDigit($0) || $0 == "." || $0 == ":" || $0 == "-"
            }
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy {
                    !$0.isASCII || isLetterOrDigit($0) || $0 == "-"
                }
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
