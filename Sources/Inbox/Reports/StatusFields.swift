/// The groups of fields in a `message/delivery-status` part or one like it (RFC 3464 section 2.1,
/// RFC 8098 section 3, RFC 5965 section 3, RFC 6533): read with patience, for servers write them
/// with empty lines too many and fold where they should not.
struct StatusFields: Sendable {
    /// The first is about the message, each one after it about a recipient.
    let groups: [MailHeader]

    private static let limit = 200

    init(_ text: some StringProtocol) {
        var groups: [MailHeader] = []
        var fields: [MailField] = []
        for line in String(text.prefix(FoldedText.limit)).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            if line.allSatisfy(\.isWhitespace) {
                if !fields.isEmpty { groups.append(MailHeader(fields)) }
                fields = []
            } else if let field = Self.field(line) {
                fields.append(field)
            } else if let last = fields.popLast() {
                fields.append(Self.joined(last, line))
            }
            if groups.count >= Self.limit { break }
        }
        if !fields.isEmpty { groups.append(MailHeader(fields)) }
        self.groups = groups
    }

    /// The groups that are about a recipient.
    var recipients: [MailHeader] {
        groups.filter { group in
            ["Final-Recipient", "Original-Recipient", "Action", "Status"].contains {
                group.first($0) != nil
            }
        }
    }

    /// The first value of a field in any group.
    func first(_ name: String) -> String? {
        groups.lazy.compactMap { $0.first(name) }.first
    }

    private static func joined(_ field: MailField, _ line: Substring) -> MailField {
        guard field.value.utf8.count < 8_192 else { return field }
        return MailField(field.name, field.value + " " + trimmed(line))
    }

    /// A name of letters, digits and hyphens at the start of the line, a colon, a value.
    private static func field(_ line: Substring) -> MailField? {
        guard let colon = line.firstIndex(of: ":"), let first = line.first, first.isLetter else {
            return nil
        }
        let name = line[..<colon].trimmingSuffix(" ")
        guard !name.isEmpty, name.utf8.count <= 60,
            name.utf8.allSatisfy({ isNameByte($0) })
        else { return nil }
        return MailField(String(name), trimmed(line[line.index(after: colon)...]))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}

extension Substring {
    func trimmingSuffix(_ character: Character) -> Substring {
        var text = self
        while text.last == character { text = text.dropLast() }
        return text
    }
}
