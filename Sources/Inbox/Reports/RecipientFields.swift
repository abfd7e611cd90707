import ConvokeCore

/// One recipient's fields in a delivery report (RFC 3464 section 2.3).
struct RecipientFields: Sendable {
    let original: String?
    let final: String?
    let action: DeliveryAction?
    let status: EnhancedStatus?
    let diagnostic: String?

    init(_ group: MailHeader, fields: StatusFields) {
        original = group.first("Original-Recipient").flatMap(Self.address)
        final = (group.first("Final-Recipient") ?? group.first("X-Actual-Recipient")).flatMap(
            Self.address)
        action = group.first("Action").flatMap(Self.action)
        status = group.first("Status").flatMap { ServerCodes($0).enhanced.first }
        let words =
            group.all("Diagnostic-Code") + group.all("X-Notes-Item").filter { !$0.isEmpty }
            + group.all("Smtp-Remote-Recipient") + group.all("X-Supplementary-Info")
            + group.all("X-Display-Error")
        let said = words.map(Self.words).filter { !$0.isEmpty }.joined(separator: " ")
        let remark = group.first("Status").map { $0.drop { $0 != "(" } } ?? ""
        diagnostic =
            said.isEmpty ? (remark.isEmpty ? nil : String(remark)) : String(said.prefix(8_192))
    }

    /// What became of the mail for this recipient. The action goes before the status, and both
    /// before the words; a status of 2 with no action is a success.
    func report(prose: Verdict.Spoken, _ contents: MailContents, _ mail: OriginalMail)
        -> RecipientReport?
    {
        let action = action ?? assumed
        let address =
            original ?? final ?? MailAddress.first(in: diagnostic ?? "") ?? mail.recipients.first
        guard action != nil || address != nil else { return nil }
        let found = action ?? .failed
        if let success = found.mailClass {
            return RecipientReport(
                recipient: address, finalRecipient: final, mailClass: success,
                action: found.rawValue,
                status: status ?? StatusRule.implied(success), diagnostic: diagnostic,
                rule: "delivery report (RFC 3464): action \(found.rawValue)")
        }
        let verdict = Verdict.failure(
            Verdict.Evidence(
                field: status, diagnostic: Verdict.Spoken(diagnostic ?? ""), prose: prose))
        return RecipientReport(
            recipient: address, finalRecipient: final, mailClass: verdict.mailClass,
            action: found.rawValue, status: verdict.status, diagnostic: diagnostic,
            rule: "delivery report (RFC 3464): \(verdict.rule)")
    }

    private var assumed: DeliveryAction? {
        guard let status else { return nil }
        return status.kind == 2 ? .delivered : .failed
    }

    private static func action(_ value: String) -> DeliveryAction? {
        let word = value.lowercased().prefix { $0.isLetter }
        if let action = DeliveryAction(rawValue: String(word)) { return action }
        if word.hasPrefix("fail") || word == "deleted" || word == "expired" || word == "rejected" {
            return .failed
        }
        if word.hasPrefix("delay") || word == "deferred" { return .delayed }
        return word.hasPrefix("deliver") || word == "success" ? .delivered : nil
    }

    /// The address of a typed one; RFC 6533 section 3 writes what is not ASCII as \x{E9}, RFC 3461
    /// section 4 writes "+" and "=" as +2B and +3D.
    static func address(_ value: String) -> String? {
        let text = RecipientFields.unescaped(value)
        if let found = MailAddress.bare(text) { return found }
        let bare = withoutType(text).filter { !"<>\" ".contains($0) }
        return bare.contains("/") || bare.isEmpty || bare.lowercased().hasPrefix("unknown")
            ? nil : bare
    }

    /// The words of a diagnostic; a program's exit status (Sendmail, "X-Unix; 69") has none of its own.
    private static func words(_ value: String) -> String {
        let bare = withoutType(value)
        let isStatus = !bare.isEmpty && bare.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isStatus && value.lowercased().hasPrefix("x-unix") ? "program failed \(bare)" : bare
    }

    /// Without the type before the semicolon: "smtp; 550 no" says "550 no".
    static func withoutType(_ value: String) -> String {
        guard let mark = value.firstIndex(of: ";"),
            value[..<mark].utf8.count <= 20,
            value[..<mark].allSatisfy({ $0.isLetter || $0.isNumber || "- ".contains($0) })
        else { return value }
        return String(value[value.index(after: mark)...].drop { $0.isWhitespace })
    }

    private static func unescaped(_ value: String) -> String {
        var text = ""
        var rest = Substring(value)
        while let mark = rest.firstIndex(where: { $0 == "\\" || $0 == "+" }) {
            text += rest[..<mark]
            rest = rest[mark...]
            if rest.hasPrefix("+2B") || rest.hasPrefix("+3D") {
                text += rest.hasPrefix("+2B") ? "+" : "="
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("\\x{"), let end = rest.prefix(12).firstIndex(of: "}"),
                let scalar = UInt32(rest[..<end].dropFirst(3), radix: 16).flatMap(
                    Unicode.Scalar.init)
            {
                text.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text + rest
    }
}
