/// Quoted-printable (RFC 2045 section 6.7), for a text of fixed parts with values between them.
///
/// A value is set between two soft line breaks, so that the fixed parts can be encoded once for
/// everybody: no line's length depends on what stands beside it.
struct QuotedPrintable {
    /// What comes out, in order.
    enum Piece: Equatable {
        case bytes([UInt8])
        case slot(Slot, Form)
    }

    /// RFC 2045 section 6.7 (5): 76 characters, of which the soft break's `=` takes one.
    static let lineLength = 75

    private(set) var pieces: [Piece] = []
    private var bytes: [UInt8] = []
    private var column = 0
    private var followsSlot = false

    mutating func literal(_ text: some Collection<UInt8>) {
        var rest = text[...]
        if followsSlot, let first = rest.first {
            followsSlot = false
            if first != UInt8(ascii: "\n") { softBreak() }
        }
        while let byte = rest.popFirst() { put(byte, next: rest.first) }
    }

    mutating func slot(_ slot: Slot, _ form: Form) {
        if column > 0 || followsSlot { softBreak() }
        flush()
        pieces.append(.slot(slot, form))
        followsSlot = true
    }

    /// Ends the text; it has to end in a line break.
    mutating func finish() -> [Piece] {
        flush()
        return pieces
    }

    private mutating func flush() {
        if !bytes.isEmpty { pieces.append(.bytes(bytes)) }
        bytes = []
    }

    private mutating func softBreak() {
        bytes += [UInt8(ascii: "="), 13, 10]
        column = 0
    }

    private mutating func put(_ byte: UInt8, next: UInt8?) {
        if byte == UInt8(ascii: "\n") {
            bytes += [13, 10]
            column = 0
            return
        }
        let encoded = ByteWriter.array(capacity: 3) {
            $0.putQuoted(byte, atLineStart: false, atLineEnd: next == UInt8(ascii: "\n"))
        }
        if column + encoded.count > Self.lineLength { softBreak() }
        if byte == UInt8(ascii: "."), column == 0 {
            bytes += Array("=2E".utf8)
            column = 3
        } else {
            bytes += encoded
            column += encoded.count
        }
    }
}

extension ByteWriter {
    /// One byte. A dot at a line's start is encoded, so that SMTP never has to double it; a space at a
    /// line's end is, because relays may take it away (RFC 2045 section 6.7 (3)).
    @inline(__always)
    mutating func putQuoted(_ byte: UInt8, atLineStart: Bool, atLineEnd: Bool) {
        let isPlain =
            switch byte {
            case UInt8(ascii: "="): false
            case UInt8(ascii: " "), UInt8(ascii: "\t"): !atLineEnd
            case UInt8(ascii: "."): !atLineStart
            default: byte > 0x20 && byte < 0x7F
            }
        if isPlain { put(byte) } else { putEncoded(byte) }
    }

    /// The most that `putValue` writes for so many bytes.
    static func capacity(ofValue count: Int) -> Int { count * 7 + 16 }

    /// A whole value, at the start of a line.
    mutating func putValue(_ value: UnsafeBufferPointer<UInt8>, _ form: Form) {
        if form == .link && !Form.isHarmlessLink(value) { return }
        var column = 0
        var index = 0
        while index < value.count {
            putOrdinary(value, &index, form, &column)
            if index < value.count { putSpecial(value, index, form, &column) }
            index += 1
        }
    }

    /// Goes on through letters, digits and what is beyond ASCII: most of a value, and nothing of it means
    /// anything to HTML or to a line. Where it is goes back when it is done: that keeps the loop short.
    private mutating func putOrdinary(
        _ value: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ form: Form,
        _ column: inout Int
    ) {
        var (place, reached) = (index, column)
        defer { (index, column) = (place, reached) }
        while place < value.count {
            let byte = value[place]
            let isEncoded = byte >= 0x80
            if isEncoded ? form.isInLink : !Self.isLetterOrDigit(byte) { return }
            breakLine(before: 3, &reached)
            if isEncoded { putEncoded(byte) } else { put(byte) }
            reached += isEncoded ? 3 : 1
            place += 1
        }
    }

    private mutating func putSpecial(
        _ value: UnsafeBufferPointer<UInt8>, _ index: Int, _ form: Form, _ column: inout Int
    ) {
        let byte = value[index]
        let next = index + 1 < value.count ? value[index + 1] : 10
        if let entity = form.entity(for: byte) {
            putWord(entity, &column)
        } else if form.isInLink && !Form.isLinkByte(byte) {
            breakLine(before: 3, &column)
            put(UInt8(ascii: "%"))
            putHexadecimal(byte)
            column += 3
        } else if byte == 10 || byte == 13 {
            if byte == 13 && next == 10 && index + 1 < value.count { return }
            put("\r\n")
            column = 0
        } else {
            breakLine(before: 3, &column)
            let start = count
            putQuoted(byte, atLineStart: column == 0, atLineEnd: next == 10 || next == 13)
            column += count - start
        }
    }

    private mutating func putWord(_ word: StaticString, _ column: inout Int) {
        breakLine(before: word.utf8CodeUnitCount, &column)
        put(word)
        column += word.utf8CodeUnitCount
    }

    @inline(__always)
    private mutating func breakLine(before width: Int, _ column: inout Int) {
        guard column + width > QuotedPrintable.lineLength else { return }
        put("=\r\n")
        column = 0
    }
}
