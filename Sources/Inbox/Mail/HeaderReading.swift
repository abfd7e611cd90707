/// A header as it came, and where the body begins (RFC 5322 section 2.1). Nothing is refused: the
/// header ends at the blank line or before the first line that cannot belong to it.
struct HeaderReading {
    struct Field {
        let name: String
        /// With its folds, without the last line's end.
        let value: Octets
    }

    let fields: [Field]
    let body: Octets
    let isCut: Bool

    init(_ octets: Octets, limits: MailLimits) {
        let limit = octets.prefix(limits.header).endIndex
        var lines: [(name: Range<Int>, end: Int)] = []
        var (place, isCut) = (octets.startIndex, false)
        while place < octets.endIndex {
            let (line, next) = octets.line(at: place)
            if line.isEmpty {
                place = next
                break
            }
            let isRoom = place < limit && lines.count < limits.fields
            if let first = line.first, first.isBlank {
                guard let last = lines.indices.last else { break }
                if !isCut { lines[last].end = line.endIndex }
            } else if let name = Self.name(of: line) {
                if isRoom { lines.append((name, line.endIndex)) } else { isCut = true }
            } else if !Self.isMailboxLine(line) {
                break
            }
            if line.endIndex > limit { isCut = true }
            place = next
        }
        fields = lines.map {
            let start = octets[$0.name.upperBound...].firstIndex(of: UInt8(ascii: ":")) ?? $0.end
            let value = octets[
                min(start + 1, limit)..<max(min(start + 1, limit), min($0.end, limit))]
            return Field(name: String(decoding: octets[$0.name], as: UTF8.self), value: value)
        }
        body = octets[place...]
        self.isCut = isCut
    }

    /// The raw value of the first field of a name.
    func first(_ name: String) -> Octets? {
        fields.first { $0.name.lowercased() == name }?.value
    }

    /// The name before the colon. Blanks between are old, and still allowed (RFC 5322 section 4.5).
    private static func name(of line: Octets) -> Range<Int>? {
        guard let colon = line.prefix(longestName).firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        let name = line[..<colon].trimmed
        guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return name.indices
    }

    private static let longestName = 256

    /// `From …` and `>From …`: how mailbox files divide mails, not how mails begin (RFC 4155).
    private static func isMailboxLine(_ line: Octets) -> Bool {
        line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8)
    }
}
