/// Finds addresses in what servers write.
enum MailAddress {
    /// RFC 5321 section 4.5.3.1.3.
    private static let limit = 254

    /// The bare address of a field that may hold a type, brackets, a name or a remark:
    /// "rfc822; <anna@mail.example>" (RFC 3464 section 2.3.1). Nil where there is none.
    static func bare(_ text: some StringProtocol) -> String? {
        var rest = Substring(text)
        if let semicolon = rest.firstIndex(of: ";"),
            rest[..<semicolon].allSatisfy({ $0.isLetter || $0.isNumber || "- ".contains($0) })
        {
            rest = rest[rest.index(after: semicolon)...]
        }
        return first(in: rest)
    }

    /// All addresses in a text, each once, in their order.
    static func all(in text: some StringProtocol, limit: Int = 100) -> [String] {
        var found: [String] = []
        var rest = Substring(text)
        while found.count < limit, let at = rest.firstIndex(of: "@") {
            let (address, end) = around(at, in: rest)
            if let address, !found.contains(address) { found.append(address) }
            rest = rest[max(end, rest.index(after: at))...]
        }
        return found
    }

    static func first(in text: some StringProtocol) -> String? {
        all(in: text, limit: 1).first
    }

    /// The address around an "@", if it is one, and where it ends.
    private static func around(_ at: String.Index, in text: Substring) -> (String?, String.Index) {
        var start = at
        var quoted = false
        while start > text.startIndex {
            let before = text.index(before: start)
            let character = text[before]
            if character == "\"" && (start == at || quoted) {
                quoted.toggle()
            } else if !quoted && !isLocal(character) {
                break
            }
            start = before
            if text.distance(from: start, to: at) > 128 { break }
            if character == "\"" && !quoted { break }
        }
        var end = text.index(after: at)
        var length = 0
        if end < text.endIndex, text[end] == "[" {
            while end < text.endIndex, text[end] != "]", length < limit {
                end = text.index(after: end); length += 1
            }
            if end < text.endIndex { end = text.index(after: end) }
        } else {
            while end < text.endIndex, isDomain(text[end]), length < limit {
                end = text.index(after: end); length += 1
            }
        }
        return (checked(text[start..<at], text[text.index(after: at)..<end]), end)
    }

    private static func checked(_ local: Substring, _ domain: Substring) -> String? {
        var local = local
        while let first = local.first, ".'=*-".contains(first) && local.count > 1 {
            local = local.dropFirst()
        }
        // X.400 writes "dda:SMTP=anna", others "SMTP:anna".
        if let colon = local.lastIndex(of: ":") { local = local[local.index(after: colon)...] }
        if local.lowercased().hasPrefix("smtp=") { local = local.dropFirst(5) }
        var domain = domain
        while let last = domain.last, ".-".contains(last) { domain = domain.dropLast() }
        guard !local.isEmpty, !domain.isEmpty, domain.first != ".", local.utf8.count <= 128,
            !domain.contains("..")
        else { return nil }
        return "\(local)@\(domain)"
    }

    private static func isLocal(_ character: Character) -> Bool {
        isLetter(character) || "!#$%&'*+-/=?^_`{|}~.:".contains(character)
    }

    private static func isDomain(_ character: Character) -> Bool {
        isLetter(character) || "-._".contains(character)
    }

    /// Any letter or digit, but none of a script that puts no spaces between words.
    private static func isLetter(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return scalar.value < 0x2E80 && (character.isLetter || character.isNumber)
    }
}
