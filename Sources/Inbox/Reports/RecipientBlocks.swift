/// The text of a report, divided among the recipients that it names.
struct RecipientBlocks: Sendable {
    struct Block: Sendable {
        let recipient: String?
        var final: String?
        /// As it was written.
        let text: String

        /// Without the address: nothing in it is a word of the server.
        var words: String { RecipientBlocks.without(recipient, text) }

        /// The line that a server said, or the first one.
        var diagnostic: String? { RecipientBlocks.diagnostic(text, about: recipient) }
    }

    let all: [Block]
    /// What stands before the first of them.
    let intro: String

    /// A line that names a recipient.
    private struct Mark {
        let line: Int
        var address: String
        let strength: Int
        /// What the address became, where the line after it says from what.
        var final: String?

        func isNamed(in addresses: [String]) -> Bool {
            addresses.contains(address) || final.map(addresses.contains) == true
        }
    }

    private static let limit = 100

    init(_ text: String, _ contents: MailContents, _ original: OriginalMail) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .prefix(4_000)
        let own = Self.own(contents)
        let header = Self.addresses(contents.mail.header.all("X-Failed-Recipients"))
        var marks: [Mark] = []
        for (index, line) in lines.enumerated() where line.contains("@") && marks.count < Self.limit
        {
            if let origin = Self.expandedFrom(line), let last = marks.last, index - last.line < 3 {
                marks[marks.count - 1].address = origin
                marks[marks.count - 1].final = last.final ?? last.address
                continue
            }
            let before = lines[max(0, index - 2)..<index].joined(separator: " ")
            guard let found = Self.named(in: line, before: before, own, original) else { continue }
            marks.append(Mark(line: index, address: found.address, strength: found.strength))
        }
        all = Self.divide(Array(lines), marks, header, original)
        intro = lines.prefix(marks.first?.line ?? 0).joined(separator: "\n")
    }

    /// Only the lines of the strongest kind name recipients.
    private static func divide(
        _ lines: [Substring], _ marks: [Mark],
        _ header: [String], _ original: OriginalMail
    ) -> [Block] {
        let strongest = marks.map(\.strength).max() ?? 0
        let first = marks.first { $0.strength == strongest }
        var chosen = marks.filter { mark in
            guard header.isEmpty else { return mark.isNamed(in: header) }
            guard let first, mark.strength < strongest else { return true }
            return mark.strength == 3 && mark.line > first.line
                && indent(lines[mark.line]) == indent(lines[first.line])
        }
        if strongest < 3, header.isEmpty { chosen = Array(chosen.prefix(1)) }
        var blocks: [Block] = []
        for (index, mark) in chosen.enumerated() {
            if blocks.contains(where: { $0.recipient == mark.address }) { continue }
            let next =
                chosen[(index + 1)...].first { $0.address != mark.address }?.line ?? lines.count
            let block = lines[mark.line..<max(next, mark.line + 1)]
                .filter { !isPositive($0) }.joined(separator: "\n")
            blocks.append(Block(recipient: mark.address, final: mark.final, text: block))
        }
        let whole = lines.joined(separator: "\n")
        for address in header
        where !blocks.contains(where: { $0.recipient == address || $0.final == address }) {
            blocks.append(Block(recipient: address, text: whole))
        }
        if blocks.isEmpty, let address = original.recipients.first {
            blocks = [Block(recipient: address, text: whole)]
        }
        return blocks
    }

    /// A server's answer of 2yz or 3yz in a transcript: what it can do is not what was wrong.
    private static func isPositive(_ line: Substring) -> Bool {
        let text = line.drop { !$0.isNumber && !$0.isLetter }
        let code = text.prefix(3)
        guard code.count == 3, code.allSatisfy(\.isNumber), code.first == "2" || code.first == "3"
        else { return false }
        return text.dropFirst(3).first == " " || text.dropFirst(3).first == "-"
    }

    private static func indent(_ line: Substring) -> Substring {
        line.prefix { $0.isWhitespace || "<*->".contains($0) }
    }

    private static func without(_ address: String?, _ text: String) -> String {
        guard let address else { return text }
        var result = ""
        var rest = Substring(text)
        while let at = rest.firstIndex(of: "@") {
            let line = rest[..<at]
            let local = address.prefix { $0 != "@" }
            result += line.hasSuffix(local) ? line.dropLast(local.count) : line
            rest = rest[rest.index(after: at)...]
            let domain = address.drop { $0 != "@" }.dropFirst()
            if rest.hasPrefix(domain) { rest = rest.dropFirst(domain.count) }
            result += "@"
        }
        return result + rest
    }

    /// The recipient that a line names, and how surely: 4 after a word for it, 3 at the start of
    /// the line, 1 anywhere.
    private static func named(
        in line: Substring, before: String, _ own: Set<String>, _ original: OriginalMail
    ) -> (address: String, strength: Int)? {
        let folded = FoldedText(line, limit: 1_000)
        if notRecipients.contains(where: { folded.contains($0) }) { return nil }
        let found = MailAddress.all(in: line.prefix(1_000), limit: 5).first { isRecipient($0, own) }
        guard let address = found else { return nil }
        if labels.contains(where: { folded.contains($0) }) { return (address, 4) }
        let start = line.drop { $0.isWhitespace || "<*->\"'•(".contains($0) }
        if start.hasPrefix(address) {
            return (address, leads(before) || original.recipients.contains(address) ? 4 : 3)
        }
        if folded.hasPrefix("to:") || folded.hasPrefix("cc:") { return (address, 0) }
        if FoldedText(before, limit: 500).contains("following recipient") { return (address, 3) }
        return (address, original.recipients.contains(address) ? 2 : 1)
    }

    /// The address that we wrote to, where the server names also the one that it became.
    private static func expandedFrom(_ line: Substring) -> String? {
        let text = FoldedText(line, limit: 1_000)
        let words = ["expanded from", "generated from", "originally addressed to"]
        guard words.contains(where: { text.contains($0) }) else { return nil }
        return MailAddress.all(in: line.prefix(1_000), limit: 5).last
    }

    private static func leads(_ before: String) -> Bool {
        let text = FoldedText(before, limit: 500)
        return headings.contains { text.contains($0) }
    }

    private static let labels = [
        "rcpt to:", "recipient:", "recipient address:", "failed recipient", "final-recipient",
        "original-recipient", "undeliverable address", "recipients:", "recipient (", "error-for:",
        "invalid address:", "intended recipient", "undelivered to", "addressed to", "was addressed",
        "your message to", "delivery to", "deliver to", "deliver message to", "deliver mail to",
        "deliver your message to", "sent to", "recipient '", "recipient \"", "message to ",
        "mail to ", "mailbox for", "unknown recipient", "address:", "user:", "unknown user:",
        "to recipient",
        "could not reach",
        "empfänger:", "destinataire :", "destinataire:", "destinatario:", "người nhận:",
        "tới địa chỉ", "đến địa chỉ", "địa chỉ:", "收件人", "получател", "unzustellbar an",
    ]

    private static let headings = [
        "following", "failed", "recipient", "could not be delivered", "undeliverable", "address",
        "deliver", "not reach", "fatal errors", "an folgende", "empfänger", "destinataire",
        "người nhận", "địa chỉ", "收件人", "adresse",
    ]

    private static let notRecipients = [
        "message-id", "message id:", "reporting-mta", "contact ", "please send", "assistance",
        "sender:", "sender <", "mail from:", "sent by", "from:", "please e-mail", "please email",
        "questions", "reply to this", "write to", "for help", "postmaster@", "return-path",
        "envelope-from", "x-original-message-id", "in-reply-to", "references:", "reply-to:",
        "original sender", "support@", "http://", "https://", "your postmaster", "abuse@",
        "complain", "helpdesk", "delivered-to: ", " id <", "by sender",
    ]

    private static func isRecipient(_ address: String, _ own: Set<String>) -> Bool {
        let small = address.lowercased()
        let local = small.prefix { $0 != "@" }
        return !own.contains(small) && !SenderWords.locals.contains(String(local))
            && small.drop(while: { $0 != "@" }).contains(".")
    }

    /// The addresses that stand for us and for the server in the mail's own header.
    static func own(_ contents: MailContents) -> Set<String> {
        let header = contents.mail.header
        let values = [
            "From", "To", "Delivered-To", "Reply-To", "Sender",
        ].flatMap(header.all)
        return Set(addresses(values).map { $0.lowercased() })
    }

    private static func addresses(_ values: [String]) -> [String] {
        values.prefix(20).flatMap { MailAddress.all(in: $0.prefix(8_192), limit: 50) }
    }

    /// The lines around the first code or the first line that is more than an address, as they
    /// were written; numbers and letters of the recipient's own address are not looked at.
    static func diagnostic(_ text: String, about recipient: String? = nil) -> String? {
        let lines = text.split(whereSeparator: \.isNewline).prefix(200)
            .map { $0.drop { $0.isWhitespace } }.filter { isSaid($0, recipient) }
        let coded = lines.firstIndex { line in
            let codes = ServerCodes(without(recipient, String(line)), care: .prose)
            return codes.reply != nil || codes.status != nil
        }
        let start = coded ?? (lines.count > 1 && !isReason(lines[0], recipient) ? 1 : 0)
        guard start < lines.count else { return nil }
        return String(
            lines[start..<min(lines.count, start + 3)].joined(separator: " ").prefix(1_000))
    }

    /// "address: reason", as against an address with a date behind it.
    private static func isReason(_ line: Substring, _ recipient: String?) -> Bool {
        let rest = without(recipient, String(line)).drop { "<@>\"' ".contains($0) }
        return rest.hasPrefix(": ") && rest.count > 6
    }

    private static func isSaid(_ line: Substring, _ recipient: String?) -> Bool {
        without(recipient, String(line)).count > 3
    }
}
