import ConvokeCore

/// What in a plain text is quoted from another mail, or stands under every mail of its author.
enum Quotation {
    static func removed(from text: String) -> String {
        let lines = text.split(
            separator: "\n", maxSplits: mostLines, omittingEmptySubsequences: false
        )
        .prefix(mostLines).map(QuotedLine.init)
        var kept: [String] = []
        var place = 0
        scan: while place < lines.count {
            switch mark(lines, at: place) {
            case .own: kept.append(lines[place].text)
            case .quoted: break
            case .introduction(let count):
                let next = lines[(place + count)...].first { !$0.isEmpty }
                // What follows is quoted line by line, or it is all that follows.
                guard let next, next.isQuoted else { break scan }
                place += count - 1
            case .end: break scan
            }
            place += 1
        }
        return joined(kept)
    }

    /// The quoted mail under a reply may be long; the reply itself is not.
    private static let mostLines = 5000

    private enum Mark {
        case own
        case quoted
        /// So many lines that say who wrote what is quoted.
        case introduction(Int)
        case end
    }

    private static func mark(_ lines: [QuotedLine], at place: Int) -> Mark {
        let line = lines[place]
        if line.isQuoted { return .quoted }
        if line.isEmpty { return .own }
        if line.isSignatureMark || line.isDivider || isHeader(lines, at: place) { return .end }
        if line.isFromDevice { return .quoted }
        return introduction(lines, at: place).map(Mark.introduction) ?? .own
    }

    /// "On … wrote:", which mail programs break into as many as four lines.
    private static func introduction(_ lines: [QuotedLine], at place: Int) -> Int? {
        guard lines[place].maySayWhoWrote else { return nil }
        var joined = ""
        for (number, line) in lines[place...].prefix(4).enumerated() {
            guard !line.isEmpty, !line.isQuoted else { return nil }
            joined += " " + line.folded
            if Introduction.isWhole(joined.trimmedBlanks) { return number + 1 }
        }
        return nil
    }

    /// The first lines of the quoted mail's header, as Outlook shows them: who, and at least two others.
    private static func isHeader(_ lines: [QuotedLine], at place: Int) -> Bool {
        guard lines[place].headerName.map(HeaderNames.from.contains) ?? false else { return false }
        let next = lines[(place + 1)...].filter { !$0.isEmpty }.prefix(6)
        return next.count { $0.headerName.map(HeaderNames.others.contains) ?? false } >= 2
    }

    private static func joined(_ lines: [String]) -> String {
        let from = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
        let to = lines.lastIndex { !$0.isEmpty } ?? lines.startIndex
        return from <= to && from < lines.endIndex
            ? lines[from...to].joined(separator: "\n") : ""
    }
}

/// One line of a text, and what it may be.
struct QuotedLine {
    /// Without blanks at its end.
    let text: String
    /// Without case and diacritics; of a long line the beginning.
    let folded: String

    init(_ line: Substring) {
        let end = line.lastIndex { !$0.isWhitespace }
        text = end.map { String(line[...$0]) } ?? ""
        folded = CleanText.folded(text.prefix(octets: 400)).trimmedBlanks
    }

    var isEmpty: Bool { text.isEmpty }

    /// RFC 3676 section 4.5.
    var isQuoted: Bool { folded.hasPrefix(">") }

    /// RFC 3676 section 4.3; the blank after it is often lost.
    var isSignatureMark: Bool { text == "--" || text == "—" }

    /// `-----Original Message-----` in any language, and Outlook's long line.
    var isDivider: Bool {
        if isUnderscores { return true }
        guard folded.hasPrefix("---"), folded.hasSuffix("---") else { return false }
        let words = folded.filter { $0 != "-" }.trimmedBlanks
        return Self.dividers.contains { words.contains($0) }
    }

    /// Folding makes blanks of underscores.
    private var isUnderscores: Bool {
        text.utf8.count >= 20 && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") }
    }

    private static let dividers = [
        "original message", "original appointment", "forwarded message", "begin forwarded",
        "tin nhan goc", "thu goc", "thong diep goc", "email goc", "tin nhan da chuyen tiep",
        "thu chuyen tiep", "thu da chuyen tiep", "thu duoc chuyen tiep", "tin nhan chuyen tiep",
        "noi dung goc", "reply message", "message original", "ursprungliche nachricht",
        "mensaje original",
    ]

    /// What telephones and mail programs put under a mail, in its own short line.
    var isFromDevice: Bool {
        folded.utf8.count <= 80 && Self.devices.contains { folded.hasPrefix($0) }
    }

    private static let devices = [
        "sent from my ", "sent from mail for", "sent from outlook", "sent from yahoo",
        "sent from samsung", "sent from gmail", "sent via ", "get outlook for", "da gui tu ",
        "duoc gui tu ", "gui tu iphone", "gui tu ipad", "gui tu dien thoai", "gui tu samsung",
        "gui tu outlook", "gui tu thiet bi", "gui tu yahoo", "tai outlook cho", "tai xuong outlook",
        "lay outlook cho", "begin forwarded message",
    ]

    /// Whether an introduction may begin here.
    var maySayWhoWrote: Bool {
        Introduction.beginnings.contains { folded.hasPrefix($0) } || folded.hasSuffix(":")
    }

    /// The word before the colon of `From: …`, in small letters without marks.
    var headerName: String? {
        let bare = folded.drop { $0 == "*" || $0 == " " }
        guard let colon = bare.prefix(24).firstIndex(of: ":") else { return nil }
        return bare[..<colon].filter { $0 != "*" }.trimmedBlanks
    }
}

/// The line that says who wrote what is quoted.
enum Introduction {
    static let beginnings = [
        "on ", "vao ", "ngay ", "luc ", "thu ", "chu nhat", "le ", "am ", "el ", "at ", "em ",
    ]

    private static let endings = [
        "wrote:", "writes:", "da viet:", "viet:", "da viet nhu sau:", "a ecrit :", "a ecrit:",
        "schrieb:", "escribio:", "escreveu:", "da noi:", "said:",
    ]

    /// It ends as these do, and holds a date or an address.
    static func isWhole(_ folded: String) -> Bool {
        guard folded.utf8.count < 600, folded.hasSuffix(":") else { return false }
        let hasAddress = folded.contains("@")
        let hasNumber = folded.contains { $0.isNumber }
        if endings.contains(where: { folded.hasSuffix($0) }) { return hasAddress || hasNumber }
        // "2021-11-12 10:00 GMT+07:00 … <…@…>:", and German, where the verb stands in the middle.
        let isAddressed = folded.hasSuffix(">:") && hasAddress
        return (isAddressed || folded.contains(" schrieb ")) && hasNumber
    }
}

/// The names of header fields as mail programs translate them.
enum HeaderNames {
    static let from: Set = ["from", "tu", "nguoi gui", "de", "von"]
    static let others: Set = [
        "sent", "date", "to", "cc", "bcc", "subject", "reply-to", "da gui", "gui", "gui luc",
        "ngay",
        "ngay gui", "thoi gian", "den", "toi", "nguoi nhan", "kinh gui", "chu de", "tieu de",
        "envoye", "a", "objet", "gesendet", "an", "betreff", "enviado", "para", "asunto",
    ]
}
