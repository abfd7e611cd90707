package import ConvokeCore

extension EmailAddress {
    /// Reads a bare address such as `vanphong@tinhuy.example` (RFC 5321 section 4.1.2, local parts in
    /// UTF-8 by RFC 6531, domains by IDNA 2008).
    ///
    /// A quoted local part is kept in its simplest form, so that `"a"@b.example` equals `a@b.example`.
    /// Stricter than the RFCs in what is never an honest address: `<` and `>` even in quotes,
    /// invisible characters, and a domain without a dot (except `localhost`) are refused.
    package init(parsing text: String) throws(EmailAddressError) {
        if let plain = PlainAddress(text) {
            self.init(localPart: plain.local, domain: plain.domain, asciiDomain: plain.domain)
        } else {
            try self.init(parsingInFull: text)
        }
    }

    /// The same by every rule there is.
    init(parsingInFull text: String) throws(EmailAddressError) {
        let clean = try Self.clean(text)
        let (rawLocal, rawDomain) = try Self.halves(of: clean)
        let local = try LocalPart.canonical(rawLocal)
        let domain = try MailDomain(parsing: rawDomain)
        // RFC 5321 section 4.5.3.1.3: a path is at most 256 octets with its angle brackets.
        if local.utf8.count + 1 + domain.ascii.utf8.count > 254 { throw .tooLong }
        self.init(localPart: local, domain: domain.written, asciiDomain: domain.ascii)
    }

    private static func clean(_ text: String) throws(EmailAddressError) -> String {
        if text.isEmpty { throw .empty }
        do throws(ForbiddenCharacter) {
            return try CleanText.checked(text)
        } catch {
            throw .forbidden(error)
        }
    }

    /// Splits at the `@` that is not inside quotes.
    private static func halves(
        of text: String
    ) throws(EmailAddressError) -> (local: Substring, domain: Substring) {
        if text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) {
            throw .angleBrackets
        }
        let afterLocal = text.hasPrefix("\"") ? try LocalPart.endOfQuotes(text) : text.startIndex
        let rest = text[afterLocal...]
        let sign = UInt8(ascii: "@")
        guard let at = rest.utf8.firstIndex(of: sign) else { throw .noAt }
        let domain = rest[rest.utf8.index(after: at)...]
        if domain.utf8.contains(sign) {
            let isList = rest.contains { $0 == "," || $0 == ";" }
            throw isList ? .severalAddresses : .severalAts
        }
        if domain.isEmpty { throw .noDomain }
        return (text[..<at], domain)
    }
}
