package import ConvokeCore

/// The words that the author of a mail wrote, without what is quoted and without the signature.
///
/// What is not known for a quotation stays: then a person has to read it, because it holds more than
/// an answer.
package struct ReplyText: Hashable, Sendable {
    /// What the author wrote.
    package let words: String
    /// The whole text as far as anybody reads, with all that is quoted: an answer code may stand there.
    package let whole: String

    /// Of the first text that is no attachment: plain, or else HTML made plain.
    package init(_ mail: IncomingMail) {
        switch Self.text(of: mail) {
        case .plain(let text): self.init(plain: text)
        case .html(let html):
            let own = HTMLText.plain(html, leavingOut: HTMLQuotation.omission)
            self.init(words: own, whole: HTMLText.plain(html))
        case nil: self.init(plain: "")
        }
    }

    package init(plain text: String) {
        self.init(words: text, whole: text)
    }

    private init(words: String, whole: String) {
        self.words = Quotation.removed(from: words)
        self.whole = whole
    }

    private enum Text {
        case plain(String)
        case html(String)
    }

    private static func text(of mail: IncomingMail) -> Text? {
        let texts = mail.body.leaves.filter { !$0.isAttachment && $0.type.type == "text" }
        func first(_ subtype: String) -> String? {
            texts.lazy.filter { $0.type.subtype == subtype }.compactMap(\.text)
                .first { $0.utf8.contains { $0 > 0x20 } }?.prefix(octets: longestRead)
        }
        return first("plain").map(Text.plain) ?? first("html").map(Text.html)
    }

    /// The answer codes of the subject and of the whole text, in their order, as far as anybody reads.
    package static func codes(in mail: IncomingMail) -> [AnswerCode] {
        let whole =
            switch text(of: mail) {
            case .plain(let text): text
            case .html(let html): HTMLText.plain(html)
            case nil: ""
            }
        let subject = mail.header.first("Subject") ?? ""
        let text = subject.prefix(octets: longestRead) + "\n" + whole
        return AnswerCodeSearch.codes(in: text).codes
    }

    /// Octets of a text: nobody writes so long an answer.
    private static let longestRead = 256 << 10
}

/// What mail programs put around a quoted mail in HTML.
enum HTMLQuotation {
    static func omission(_ tag: HTMLTag) -> HTMLText.Omission {
        let id = tag.attributes["id"]?.lowercased() ?? ""
        // Outlook marks the place, and quotes all below it.
        if id.hasSuffix("divrplyfwdmsg") || id.hasSuffix("appendonsend") { return .rest }
        if id == "mail-editor-reference-message-container" { return .element }
        if tag.name == "blockquote" { return .element }
        return tag.classes.contains { marks.contains(String($0)) } ? .element : .nothing
    }

    private static let marks: Set = [
        "gmail_quote", "gmail_quote_container", "gmail_signature", "gmail_attr", "yahoo_quoted",
        "moz-cite-prefix", "moz-signature", "zmail_extra", "protonmail_quote", "tutanota_quote",
    ]
}
