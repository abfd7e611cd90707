/// What follows MAIL or RCPT: `FROM:<path> KEYWORD=value …` (RFC 5321 section 4.1.2).
struct SMTPArgument: Equatable, Sendable {
    let path: SMTPPath
    /// Keywords in capitals; the empty text for a keyword without a value.
    let parameters: [String: String]

    /// Reads the argument of MAIL (`label` `FROM`) or RCPT (`TO`); throws the reply to give.
    init(_ text: String, label: String) throws(SMTPRefusal) {
        let isSender = label == "FROM"
        guard text.uppercased().hasPrefix(label + ":<") else {
            throw SMTPRefusal(.syntax("\(label):<address> must follow, without a space"))
        }
        let rest = text.dropFirst(label.count + 2)
        guard let end = Self.closingBracket(in: rest) else {
            throw SMTPRefusal(.syntax("The address has no closing bracket"))
        }
        guard let path = Self.path(rest[..<end], isSender: isSender) else {
            let enhanced = isSender ? "5.1.7" : "5.1.3"
            throw SMTPRefusal(.syntax("Not an address", enhanced: enhanced))
        }
        self.path = path
        parameters = try Self.parameters(rest[rest.index(after: end)...])
    }

    private static func path(_ text: Substring, isSender: Bool) -> SMTPPath? {
        if isSender, text.isEmpty { return .null }
        if !isSender, text.lowercased() == "postmaster" { return .postmaster }
        return SMTPPath(bracketed: text)
    }

    /// The first `>` outside quotes.
    private static func closingBracket(in text: Substring) -> Substring.Index? {
        var quoted = false
        var escaped = false
        for index in text.indices {
            switch text[index] {
            case _ where escaped: escaped = false
            case "\\" where quoted: escaped = true
            case "\"": quoted.toggle()
            case ">" where !quoted: return index
            default: break
            }
        }
        return nil
    }

    private static func parameters(_ text: Substring) throws(SMTPRefusal) -> [String: String] {
        guard !text.isEmpty else { return [:] }
        guard text.first == " " else {
            throw SMTPRefusal(.syntax("A space must stand after the address"))
        }
        var found: [String: String] = [:]
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let keyword = parts[0].uppercased()
            guard isKeyword(keyword), parts.count == 1 || !parts[1].isEmpty else {
                throw SMTPRefusal(.syntax("Not a parameter"))
            }
            guard
                found.updateValue(parts.count == 2 ? String(parts[1]) : "", forKey: keyword) == nil
            else { throw SMTPRefusal(.syntax("Parameter \(keyword) stands there twice")) }
        }
        return found
    }

    private static func isKeyword(_ text: String) -> Bool {
        text.first?.isLetter == true
            && text.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// A command that is answered with a refusal, on its way out of the code that found the reason.
struct SMTPRefusal: Error {
    let reply: SMTPReply

    init(_ reply: SMTPReply) { self.reply = reply }
}
