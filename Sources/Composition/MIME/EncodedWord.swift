/// Header texts outside ASCII (RFC 2047), and those that would read as something else.
extension ByteWriter {
    /// RFC 2047 section 2: an encoded word has at most 75 characters, its line at most 76.
    private static let wordLength = 75
    /// `=?utf-8?b?` and `?=`.
    private static let wordFrame = 12

    /// The most that a header's text takes.
    static func capacity(ofHeader count: Int) -> Int { count * 6 + 128 }

    /// A subject: as it is where it is plain ASCII, otherwise as encoded words. `column` is where the
    /// line has got to.
    mutating func putUnstructured(_ text: UnsafeBufferPointer<UInt8>, column: Int) {
        if Self.isPlain(text) {
            putFolded(text, column: column)
        } else {
            _ = putEncodedWords(text, column: column)
        }
    }

    /// A display name (`phrase`, RFC 5322 section 3.2.5): as it is, quoted, or encoded. Returns the
    /// column after it.
    mutating func putPhrase(_ name: UnsafeBufferPointer<UInt8>, column: Int) -> Int {
        guard Self.isPlain(name), name.count <= 50 else {
            return putEncodedWords(name, column: column)
        }
        let start = count
        if name.allSatisfy({ Self.isAtomText($0) || $0 == UInt8(ascii: " ") }) {
            put(name)
        } else {
            put(UInt8(ascii: "\""))
            for byte in name {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    put(UInt8(ascii: "\\"))
                }
                put(byte)
            }
            put(UInt8(ascii: "\""))
        }
        return column + count - start
    }

    /// The whole text as encoded words, in whichever of B and Q is shorter. Spaces are inside the words:
    /// those between two of them don't count (section 6.2). Characters are never split (section 5).
    private mutating func putEncodedWords(
        _ text: UnsafeBufferPointer<UInt8>, column: Int
    ) -> Int {
        let quoted = text.reduce(0) { $0 + Self.quotedWidth($1) }
        let prefersQ = quoted <= (text.count + 2) / 3 * 4
        var column = column
        var start = 0
        while start < text.count {
            if start > 0 {
                put("\r\n ")
                column = 1
            }
            let room = min(Self.wordLength, Self.wordLength + 1 - column) - Self.wordFrame
            let baseEnd = prefersQ ? nil : Self.baseWordEnd(text, from: start, room: room)
            let end = baseEnd ?? Self.quotedWordEnd(text, from: start, room: room)
            let before = count
            let part = UnsafeBufferPointer(rebasing: text[start..<end])
            if baseEnd == nil { putQ(part) } else { putB(part) }
            column += count - before
            start = end
        }
        return column
    }

    /// How far a word in Q goes: as far as there is room, to the end of a character.
    private static func quotedWordEnd(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, room: Int
    ) -> Int {
        var end = start
        var width = 0
        while end < text.count {
            let next = characterEnd(text, from: end)
            for index in end..<next { width += quotedWidth(text[index]) }
            if width > room && end > start { break }
            end = next
        }
        return end
    }

    /// How far a word in B goes, if it can do without padding or is the last: GMime joins words before
    /// it decodes them, and loses what follows a `=`. Nil where no character far enough from the start
    /// ends at a third byte: many short words would be longer than Q.
    private static func baseWordEnd(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, room: Int
    ) -> Int? {
        let left = text.count - start
        if (left + 2) / 3 * 4 <= room { return text.count }
        var length = room / 4 * 3
        while length >= 24 {
            if text[start + length] & 0xC0 != 0x80 { return start + length }
            length -= 3
        }
        return nil
    }

    private static func characterEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    private mutating func putB(_ text: UnsafeBufferPointer<UInt8>) {
        put("=?utf-8?b?")
        putBase64(text)
        put("?=")
    }

    private mutating func putQ(_ text: UnsafeBufferPointer<UInt8>) {
        put("=?utf-8?q?")
        for byte in text {
            if byte == UInt8(ascii: " ") {
                put(UInt8(ascii: "_"))
            } else if Self.quotedWidth(byte) == 1 {
                put(byte)
            } else {
                putEncoded(byte)
            }
        }
        put("?=")
    }

    /// RFC 2047 section 5 (3): in a phrase only letters, digits and few marks stand for themselves.
    private static func quotedWidth(_ byte: UInt8) -> Int {
        switch byte {
        case 0x80...: 3
        case UInt8(ascii: " "), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "/"):
            1
        default: isLetterOrDigit(byte) ? 1 : 3
        }
    }

    /// Folds at single spaces (RFC 5322 section 2.2.3).
    private mutating func putFolded(_ text: UnsafeBufferPointer<UInt8>, column: Int) {
        var column = column
        for (index, word) in text.split(separator: UInt8(ascii: " ")).enumerated() {
            if index > 0 {
                let folds = column + 1 + word.count > 78
                put(folds ? "\r\n " : " ")
                column = folds ? 1 : column + 1
            }
            put(UnsafeBufferPointer(rebasing: word))
            column += word.count
        }
    }

    /// Printable ASCII that nobody will take for an encoded word and that folding leaves as it is.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let space = UInt8(ascii: " ")
        var previous = space
        var wordLength = 0
        for byte in text {
            if byte < space || byte > 0x7E { return false }
            if byte == space && previous == space { return false }
            if byte == UInt8(ascii: "?") && previous == UInt8(ascii: "=") { return false }
            wordLength = byte == space ? 0 : wordLength + 1
            if wordLength > 60 { return false }
            previous = byte
        }
        return previous != space
    }

    /// RFC 5322 section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
