import ConvokeCore

/// Makes one letter's own values for its mould. This is what runs once per message: it encodes the
/// personal fields, and the mould copies them to their places.
struct MessageWriter {
    private let skeleton: Skeleton
    private let letter: Letter
    private let personal: Personal
    private let date: [UInt8]
    private let boundary: [UInt8]

    /// `date` is the letter's, as the header has it.
    init(_ skeleton: Skeleton, _ letter: Letter, _ personal: Personal, date: [UInt8]) {
        self.skeleton = skeleton
        self.letter = letter
        self.personal = personal
        self.date = date
        boundary = Self.digits(of: letter.messageID)
    }

    func message(isSevenBit: Bool) -> Message {
        let entries = letter.calendar?.entries ?? []
        let cast = skeleton.cast(entries.map(\.sheet))
        return cast.mould.message(values(of: cast.sources), isSevenBit: isSevenBit)
    }

    private func values(of sources: [Cast.Source]) -> MouldValues {
        var ends: [Int] = []
        ends.reserveCapacity(sources.count)
        let capacity = sources.reduce(0) { $0 + self.capacity(of: $1) }
        let bytes = ByteWriter.array(capacity: capacity) { writer in
            for source in sources {
                fill(source, after: ends, &writer)
                ends.append(writer.count)
            }
        }
        return MouldValues(bytes: bytes, ends: ends)
    }

    /// `ends` are those of the values before it.
    private func fill(_ source: Cast.Source, after ends: [Int], _ writer: inout ByteWriter) {
        switch source {
        case .gap(let gap): fill(gap, &writer)
        case .html(let slot, let text):
            putHTML(slot, text: (text == 0 ? 0 : ends[text - 1])..<ends[text], &writer)
        case .boundary: writer.put(boundary)
        case .nameLine(let number):
            if let entries = letter.calendar?.entries { writer.put(entries[number].nameLine) }
        case .calendarLines:
            if let lines = letter.calendar?.lines { writer.put(lines) }
        }
    }

    /// HTML has a way of its own for five characters only: other values are not encoded twice.
    private func putHTML(_ slot: Slot, text: Range<Int>, _ writer: inout ByteWriter) {
        personal.withBytes(of: slot) { value in
            if Form.html.leaves(value) {
                writer.putAgain(text)
            } else {
                writer.putValue(value, .html)
            }
        }
    }

    private func fill(_ gap: Skeleton.Gap, _ writer: inout ByteWriter) {
        switch gap {
        case .slot(let slot, let form):
            personal.withBytes(of: slot) { writer.putValue($0, form) }
        case .date: writer.put(date)
        case .to:
            personal.withBytes(of: .word(.recipientName)) {
                writer.putMailbox($0, letter.address, column: 4)
            }
        case .subject: writeSubject(&writer)
        case .messageID: writer.putID(letter.messageID)
        case .thread: writeThread(&writer)
        // Parts of the mould, with values of their own.
        case .calendar, .mixedBoundary, .alternativeBoundary: break
        }
    }

    private func writeSubject(_ writer: inout ByteWriter) {
        var text: [UInt8] = []
        text.reserveCapacity(subjectLength)
        for part in skeleton.subject {
            switch part {
            case .literal(let bytes): text += bytes
            case .slot(let slot, _):
                personal.withBytes(of: slot) { text += $0 }
            }
        }
        text.withUnsafeBufferPointer { writer.putUnstructured($0, column: 9) }
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
    private func capacity(of source: Cast.Source) -> Int {
        switch source {
        case .gap(let gap): capacity(of: gap)
        case .html(let slot, _): capacity(of: .slot(slot, .html))
        case .boundary: boundary.count
        case .nameLine(let number): letter.calendar?.entries[number].nameLine.count ?? 0
        case .calendarLines: letter.calendar?.lines.count ?? 0
        }
    }

    private func capacity(of gap: Skeleton.Gap) -> Int {
        switch gap {
        case .slot(let slot, _):
            ByteWriter.capacity(ofValue: personal.count(of: slot))
        case .date: date.count
        case .to:
            ByteWriter.capacity(
                ofHeader: personal.count(of: .word(.recipientName))
                    + letter.address.localPart.utf8.count + letter.address.asciiDomain.utf8.count)
        case .subject: ByteWriter.capacity(ofHeader: subjectLength)
        case .messageID: letter.messageID.utf8.count
        case .thread: letter.inReplyTo.reduce(48) { $0 + $1.utf8.count * 2 + 8 }
        case .calendar, .mixedBoundary, .alternativeBoundary: 0
        }
    }

    private var subjectLength: Int {
        skeleton.subject.reduce(0) { total, part in
            switch part {
            case .literal(let bytes): total + bytes.count
            case .slot(let slot, _):
                total + personal.count(of: slot)
            }
        }
    }

    /// 16 digits that go with a Message-ID (FNV-1a): one letter always has the same boundary, and two
    /// letters, one inside the other, have different ones. What makes a boundary safe is its `=_`, which
    /// neither quoted-printable nor base64 can contain.
    private static func digits(of messageID: String) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        messageID.withBytes { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return ByteWriter.array(capacity: 16) { writer in
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                writer.putHexadecimal(UInt8(truncatingIfNeeded: hash >> shift))
            }
        }
    }
}

extension ByteWriter {
    /// `name <address>`, folded where the line gets long (RFC 5322 section 3.4).
    mutating func putMailbox(
        _ name: UnsafeBufferPointer<UInt8>, _ address: EmailAddress, column: Int
    ) {
        guard !name.isEmpty else { return putAddress(address) }
        let end = putPhrase(name, column: column)
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
