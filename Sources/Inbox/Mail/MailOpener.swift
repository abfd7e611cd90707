/// Opens a mail from anybody. Everything is a mail, at worst one text: nothing is refused and nothing
/// is thrown.
///
/// Memory: the mail as it came, and at most ``MailLimits/decoded`` and three times
/// ``MailLimits/texts`` beside it. Time: linear in the mail for each level of parts in parts.
package enum MailOpener {
    package static func open(_ octets: [UInt8], limits: MailLimits = .usual) -> IncomingMail {
        var opening = Opening(limits)
        return opening.whole(octets[...])
    }
}

/// One run over a mail, and what is left of the limits.
private struct Opening {
    private let limits: MailLimits
    private var parts = 0
    private var texts: Int
    private var decoded: Int
    private var cuts: Set<MailCut> = []

    init(_ limits: MailLimits) {
        self.limits = limits
        texts = limits.texts
        decoded = limits.decoded
    }

    mutating func whole(_ octets: Octets) -> IncomingMail {
        if octets.count > limits.mail { cuts.insert(.size) }
        let mail = mail(LineEnds.withFeeds(octets.prefix(limits.mail)), depth: 0)
        return IncomingMail(header: mail.header, body: mail.body, cuts: mail.cuts.union(cuts))
    }

    /// The cuts of a mail inside another are its own, and the outer one's too.
    private mutating func mail(_ octets: Octets, depth: Int) -> IncomingMail {
        let outer = cuts
        cuts = []
        let header = self.header(Self.withoutBlankStart(octets))
        let labels = PartLabels(header)
        let fields = header.fields.map {
            MailField($0.name, HeaderText.decoded($0.value, charset: labels.charset))
        }
        let body = part(header.body, labels, .plain, depth: depth)
        let mail = IncomingMail(header: MailHeader(fields), body: body, cuts: cuts)
        cuts.formUnion(outer)
        return mail
    }

    private mutating func header(_ octets: Octets) -> HeaderReading {
        let header = HeaderReading(octets, limits: limits)
        if header.isCut { cuts.insert(.header) }
        return header
    }

    private mutating func part(
        _ octets: Octets, _ labels: PartLabels, _ fallback: MediaType, depth: Int
    ) -> MailPart {
        parts += 1
        let type = labels.type ?? fallback
        let content: MailPart.Content =
            switch Form(type) {
            case .parts: self.parts(octets, labels, type, depth)
            case .message: message(octets, labels, depth)
            case .text: text(octets, labels, type)
            case .data: .data(Array(attachment(octets, labels)))
            }
        return MailPart(
            type, content, fileName: labels.fileName, isAttachment: labels.isAttachment)
    }

    private enum Form {
        case parts, message, text, data

        /// What is of type `message` and no mail is a text: reports, headers, and the like.
        init(_ type: MediaType) {
            switch (type.type, type.subtype) {
            case ("multipart", _): self = .parts
            case ("message", "rfc822"), ("message", "global"): self = .message
            case ("message", _), ("text", _): self = .text
            default: self = .data
            }
        }
    }

    /// Line ends before the first field are some mailbox's, and so is a byte order mark.
    private static func withoutBlankStart(_ octets: Octets) -> Octets {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bare = octets.starts(with: mark) ? octets.dropFirst(3) : octets
        return bare.drop { $0.isLineEnd }
    }
}

// Parts in parts.
extension Opening {
    private mutating func parts(
        _ octets: Octets, _ labels: PartLabels, _ type: MediaType, _ depth: Int
    ) -> MailPart.Content {
        guard depth < limits.depth else { return tooDeep(.parts([])) }
        guard let split = split(octets, labels, type) else {
            return .parts([part(octets, .none, .plain, depth: depth + 1)])
        }
        if split.isCut { cuts.insert(.parts) }
        // RFC 2046 section 5.1.5.
        let fallback: MediaType = type.subtype == "digest" ? .message : .plain
        var children: [MailPart] = []
        for piece in split.parts {
            guard parts < limits.parts else {
                cuts.insert(.parts)
                break
            }
            let header = header(piece)
            children.append(part(header.body, PartLabels(header), fallback, depth: depth + 1))
        }
        return .parts(children)
    }

    /// Nil where no boundary is found: then the whole is one part, without a header.
    private mutating func split(
        _ octets: Octets, _ labels: PartLabels, _ type: MediaType
    ) -> Multipart? {
        let limit = limits.parts - parts
        let claimed = type.parameters["boundary"].map { Array($0.utf8) }
        if let found = Multipart(octets, boundary: claimed, limit: limit) { return found }
        guard labels.encoding != .none else { return nil }
        let unwrapped = unwrap(octets, labels.encoding, limit: limits.mail)
        return Multipart(unwrapped, boundary: claimed, limit: limit)
    }

    /// A mail inside the mail. Against RFC 2046 section 5.2.1 some are encoded; that of others is only
    /// claimed: base 64 has no colon.
    private mutating func message(
        _ octets: Octets, _ labels: PartLabels, _ depth: Int
    ) -> MailPart.Content {
        guard depth < limits.depth else { return tooDeep(.data([])) }
        guard parts < limits.parts else {
            cuts.insert(.parts)
            return .data([])
        }
        let (first, _) = octets.drop { $0.isLineEnd }.firstLine
        let isPlain = labels.encoding == .base64 && first.contains(UInt8(ascii: ":"))
        let encoding = isPlain ? .none : labels.encoding
        let inner = encoding == .none ? octets : unwrap(octets, encoding, limit: limits.mail)
        return .message(mail(inner, depth: depth + 1))
    }

    private mutating func tooDeep(_ content: MailPart.Content) -> MailPart.Content {
        cuts.insert(.depth)
        return content
    }
}

// What a part holds that holds no others.
extension Opening {
    private mutating func attachment(_ octets: Octets, _ labels: PartLabels) -> Octets {
        unwrap(octets, labels.encoding, limit: limits.attachment)
    }

    private mutating func unwrap(
        _ octets: Octets, _ encoding: TransferEncoding, limit: Int
    ) -> Octets {
        let result = encoding.undone(octets, limit: min(limit, decoded))
        decoded -= result.octets.count
        if result.isCut { cuts.insert(.size) }
        return result.octets
    }

    private mutating func text(
        _ octets: Octets, _ labels: PartLabels, _ type: MediaType
    ) -> MailPart.Content {
        let room = labels.isAttachment ? min(limits.attachment, decoded) : texts
        // Twice as much as there is room for: a character set may have two octets where UTF-8 has one.
        let plain = unwrap(octets, labels.encoding, limit: room.addingReportingOverflow(room).0)
        let text = CharacterSet.text(plain, type.parameters["charset"], limit: room)
        if text.isCut { cuts.insert(.size) }
        let clean = LineEnds.clean(text.text)
        if labels.isAttachment { decoded -= clean.utf8.count } else { texts -= clean.utf8.count }
        decoded = max(0, decoded)
        return .text(clean)
    }
}
