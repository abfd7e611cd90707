import ConvokeCore

/// Fills a skeleton with one letter's own words. This is what runs once per message: it copies bytes,
/// and encodes only the personal fields.
struct MessageWriter {
    private let skeleton: Skeleton
    private let letter: Letter
    private let personal: Personal
    private let date: [UInt8]
    private let boundary: [UInt8]

    /// `date` is the letter's, as the header has it.
    init(_ skeleton: Skeleton, _ letter: Letter, date: [UInt8]) {
        self.skeleton = skeleton
        self.letter = letter
        personal = letter.personal
        self.date = date
        boundary = Self.digits(of: letter.messageID)
    }

    func message(isSevenBit: Bool) -> Message {
        let head = Message.Chunk(
            withoutLeadingDot: ByteWriter.array(capacity: capacity) { writer in
                skeleton.fixed.withUnsafeBufferPointer { fixed in
                    for part in skeleton.parts {
                        switch part {
                        case .fixed(let range):
                            writer.put(UnsafeBufferPointer(rebasing: fixed[range]))
                        case .gap(let gap): fill(gap, &writer)
                        }
                    }
                }
            })
        return Message(chunks: [head] + attached(), isSevenBit: isSevenBit)
    }

    /// The attachments between their boundaries, and the calendar entries once more as files.
    private func attached() -> [Message.Chunk] {
        guard !skeleton.attachments.isEmpty || letter.calendar != nil else { return [] }
        var chunks: [Message.Chunk] = []
        for (index, attachment) in skeleton.attachments.enumerated() {
            chunks.append(delimiter(index == 0 ? "\r\n--" : "--", "\r\n"))
            chunks.append(attachment)
        }
        if let calendar = letter.calendar { chunks.append(files(calendar)) }
        chunks.append(delimiter("--", "--\r\n"))
        return chunks
    }

    private func files(_ calendar: LetterCalendar) -> Message.Chunk {
        let capacity = calendar.size + calendar.entries.count * 64
        return Message.Chunk(
            withoutLeadingDot: ByteWriter.array(capacity: capacity) { writer in
                for (index, entry) in calendar.entries.enumerated() {
                    let isFirst = index == 0 && skeleton.attachments.isEmpty
                    writer.put(isFirst ? "\r\n--" : "--")
                    fill(.mixedBoundary, &writer)
                    writer.put("\r\n")
                    writer.put(entry.sheet.fileHead)
                    writer.putObject(entry, of: calendar)
                    // The break before a boundary is part of it (RFC 2046 section 5.1.1).
                    writer.put("\r\n")
                }
            })
    }

    private func delimiter(_ before: StaticString, _ after: StaticString) -> Message.Chunk {
        Message.Chunk(
            withoutLeadingDot: ByteWriter.array(capacity: 64) {
                $0.put(before)
                fill(.mixedBoundary, &$0)
                $0.put(after)
            })
    }

    private func fill(_ gap: Skeleton.Gap, _ writer: inout ByteWriter) {
        switch gap {
        case .slot(let slot, let form):
            slot.value(in: personal, skeleton.words).withBytes { writer.putValue($0, form) }
        case .date: writer.put(date)
        case .to: writer.putMailbox(letter.recipient.contact.name, letter.address, column: 4)
        case .subject: writeSubject(&writer)
        case .messageID: writer.putID(letter.messageID)
        case .thread: writeThread(&writer)
        case .calendar: writeCalendar(&writer)
        case .mixedBoundary:
            writer.put("=_m")
            writer.put(boundary)
        case .alternativeBoundary:
            writer.put("=_a")
            writer.put(boundary)
        }
    }

    private func writeSubject(_ writer: inout ByteWriter) {
        var text: [UInt8] = []
        for part in skeleton.subject {
            switch part {
            case .literal(let bytes): text += bytes
            case .slot(let slot, _):
                slot.value(in: personal, skeleton.words).withBytes { text += $0 }
            }
        }
        text.withUnsafeBufferPointer { writer.putUnstructured($0, column: 9) }
    }

    /// The first entry, which mail programs answer by a button. They look at one only.
    private func writeCalendar(_ writer: inout ByteWriter) {
        guard let calendar = letter.calendar, let first = calendar.entries.first else { return }
        writer.put(first.sheet.alternativeHead)
        writer.putObject(first, of: calendar)
    }

    /// RFC 5322 section 3.6.4: the letter answered, and the whole line of letters before it.
    private func writeThread(_ writer: inout ByteWriter) {
        guard let last = letter.inReplyTo.last else { return }
        writer.put("In-Reply-To: <")
        writer.putID(last)
        writer.put(">\r\nReferences:")
        for (index, id) in letter.inReplyTo.enumerated() {
            writer.put(index == 0 ? " <" : "\r\n <")
            writer.putID(id)
            writer.put(">")
        }
        writer.put("\r\n")
    }

    /// No less than what will be written.
    private var capacity: Int {
        var total = skeleton.fixed.count
        for part in skeleton.parts {
            guard case .gap(let gap) = part else { continue }
            total += capacity(of: gap)
        }
        return total
    }

    private func capacity(of gap: Skeleton.Gap) -> Int {
        switch gap {
        case .slot(let slot, _):
            ByteWriter.capacity(ofValue: slot.value(in: personal, skeleton.words).utf8.count)
        case .date: date.count
        case .to:
            ByteWriter.capacity(
                ofHeader: letter.recipient.contact.name.utf8.count
                    + letter.address.localPart.utf8.count + letter.address.asciiDomain.utf8.count)
        case .subject: ByteWriter.capacity(ofHeader: subjectLength)
        case .messageID: letter.messageID.utf8.count
        case .calendar: letter.calendar?.largest ?? 0
        case .thread: letter.inReplyTo.reduce(48) { $0 + $1.utf8.count * 2 + 8 }
        case .mixedBoundary, .alternativeBoundary: 3 + boundary.count
        }
    }

    private var subjectLength: Int {
        skeleton.subject.reduce(0) { total, part in
            switch part {
            case .literal(let bytes): total + bytes.count
            case .slot(let slot, _):
                total + slot.value(in: personal, skeleton.words).utf8.count
            }
        }
    }

    /// 16 digits that go with a Message-ID (FNV-1a): one letter always has the same boundary, and two
    /// letters, one inside the other, have different ones. What makes a boundary safe is its `=_`, which
    /// neither quoted-printable nor base64 can contain.
    private static func digits(of messageID: String) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in messageID.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return ByteWriter.array(capacity: 16) { writer in
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                writer.putHexadecimal(UInt8(truncatingIfNeeded: hash >> shift))
            }
        }
    }
}

extension ByteWriter {
    /// `name <address>`, folded where the line gets long (RFC 5322 section 3.4).
    mutating func putMailbox(_ name: String, _ address: EmailAddress, column: Int) {
        guard !name.isEmpty else { return putAddress(address) }
        let end = name.withBytes { putPhrase($0, column: column) }
        let width = address.localPart.utf8.count + address.asciiDomain.utf8.count + 3
        put(end + 1 + width > 76 ? "\r\n <" : " <")
        putAddress(address)
        put(">")
    }

    /// Addresses are never encoded; a control character has no business in one and is left out, so that
    /// not even an address that nobody parsed can end its header.
    private mutating func putAddress(_ address: EmailAddress) {
        putVisible(address.localPart)
        put(UInt8(ascii: "@"))
        putVisible(address.asciiDomain)
    }

    private mutating func putVisible(_ text: String) {
        text.withBytes { bytes in
            for byte in bytes where byte >= 0x20 && byte != 0x7F { put(byte) }
        }
    }

    /// The inside of a Message-ID: visible ASCII, without the brackets that would end it.
    mutating func putID(_ id: String) {
        id.withBytes { bytes in
            for byte in bytes
            where byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<")
                && byte != UInt8(ascii: ">")
            {
                put(byte)
            }
        }
    }
}
