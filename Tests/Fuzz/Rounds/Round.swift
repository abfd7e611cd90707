package import Inbox

/// One mail of the fuzz: opened, read, and looked at for what must be true of any mail.
package struct Round {
    package let octets: [UInt8]
    package let limits: MailLimits

    package init(seed: UInt64) {
        var dice = Dice(seed: seed)
        let start = SeedMails.all.randomElement(using: &dice)?.text ?? ""
        octets = Mutation.mutated(Array(start.utf8), &dice)
        limits = Bool.random(using: &dice) ? .usual : Self.narrow
    }

    package init(_ octets: [UInt8], limits: MailLimits = .usual) {
        self.octets = octets
        self.limits = limits
    }

    /// Small enough that a mail of some kilobytes reaches them.
    private static let narrow: MailLimits = {
        var limits = MailLimits.usual
        limits.mail = 4000
        limits.texts = 500
        limits.attachment = 8
        limits.decoded = 3000
        limits.depth = 2
        limits.parts = 5
        limits.fields = 8
        limits.header = 400
        return limits
    }()

    /// What is wrong, in words; nothing is the rule.
    package func run() -> [String] {
        let mail = MailOpener.open(octets, limits: limits)
        var check = BoundCheck(limits)
        check.look(at: mail, depth: 0)
        check.lookAtSums()
        var problems = check.problems.sorted()
        let reply = ReplyText(mail)
        if reply.words.utf8.count > reply.whole.utf8.count + 16 { problems.append("words grew") }
        _ = ReplyMeaning(reply.words)
        _ = ReplyText.codes(in: mail)
        return problems + Self.flaws(of: MailReading.of(mail))
    }

    /// What no reading may say, whatever the mail is.
    private static func flaws(of reading: MailReading) -> [String] {
        var flaws: [String] = []
        if reading.rule.isEmpty { flaws.append("no rule decided") }
        if (reading.action == nil) != reading.reports.isEmpty { flaws.append("action") }
        if reading.recipient?.contains(where: \.isNewline) == true { flaws.append("recipient") }
        if (reading.text?.count ?? 0) > MailReading.textLimit { flaws.append("text too long") }
        return flaws
    }
}

/// Whether a mail is within its limits.
private struct BoundCheck {
    let limits: MailLimits
    var problems: Set<String> = []
    private var parts = 0
    private var texts = 0

    init(_ limits: MailLimits) { self.limits = limits }

    mutating func look(at mail: IncomingMail, depth: Int) {
        expect(mail.header.fields.count <= limits.fields, "too many fields")
        let octets = mail.header.fields.reduce(0) { $0 + $1.value.utf8.count }
        // An octet of an old character set is at most three of UTF-8.
        expect(octets <= limits.header * 4, "header too large")
        for field in mail.header.fields {
            let isOneLine = field.value.utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D && $0 != 0 }
            expect(isOneLine, "line end in a field")
        }
        look(at: mail.body, depth: depth)
    }

    private mutating func look(at part: MailPart, depth: Int) {
        parts += 1
        expect(depth <= limits.depth, "too deep")
        expect(SafeFileName(part.fileName, fallback: "part").description.utf8.count <= 120, "name")
        switch part.content {
        case .text(let text):
            if !part.isAttachment { texts += text.utf8.count }
            expect(text.utf8.allSatisfy { $0 != 0x0D && $0 != 0 }, "CR or NUL in a text")
            if part.type.subtype == "html" { _ = HTMLText.plain(text) }
        case .data(let octets): expect(octets.count <= limits.attachment, "attachment too large")
        case .parts(let parts): for part in parts { look(at: part, depth: depth + 1) }
        case .message(let mail): look(at: mail, depth: depth + 1)
        }
    }

    mutating func lookAtSums() {
        // A multipart without any boundary has one part more, and so has a message the last one.
        expect(parts <= limits.parts + limits.depth + 1, "too many parts")
        expect(texts <= limits.texts, "texts too large")
    }

    private mutating func expect(_ isTrue: Bool, _ problem: String) {
        if !isTrue { problems.insert(problem) }
    }
}
