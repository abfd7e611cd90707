/// A field's value made readable: unfolded, encoded words decoded (RFC 2047), also where they are
/// formed against the rules, as most wrong ones can be read in one way only.
enum HeaderText {
    /// - Parameter charset: what octets outside ASCII are written in, if they are not UTF-8.
    static func decoded(_ raw: Octets, charset: String?) -> String {
        let octets = unfolded(raw)
        guard !octets.isASCII || octets.place(of: EncodedWord.start, from: 0) != nil else {
            return String(decoding: octets.trimmed, as: UTF8.self)
        }
        var reading = WordReading(octets, charset: charset)
        return reading.text()
    }

    /// RFC 5322 section 2.2.3: line ends vanish, the blanks after them stay. A line end without
    /// blanks, as stray CRs are, and a NUL are one blank.
    static func unfolded(_ raw: Octets) -> Octets {
        guard raw.contains(where: { $0 < 0x20 }) else { return raw[...].rebased }
        var octets: [UInt8] = []
        octets.reserveCapacity(raw.count)
        for place in raw.indices {
            switch raw[place] {
            case .lineFeed, .carriageReturn:
                let next = place + 1
                if next < raw.endIndex, raw[next].isBlank || raw[next].isLineEnd { continue }
                octets.append(0x20)
            case 0, 0x09: octets.append(0x20)
            default: octets.append(raw[place])
            }
        }
        return octets[...]
    }
}

extension Octets {
    /// The same octets, counted from 0.
    var rebased: Octets { startIndex == 0 ? self : Array(self)[...] }
}

/// `=?charset?encoding?text?=`
struct EncodedWord {
    static let start = Array("=?".utf8)

    let charset: String
    let octets: Octets
    /// The place after it.
    let next: Int

    /// The word that begins at a place, if one does. Blanks inside it are against the rules; in
    /// base 64 they mean nothing, in Q themselves.
    init?(_ octets: Octets, at place: Int, ends: inout WordEnds) {
        let head = octets[place...].prefix(Self.longestHead)
        guard head.starts(with: Self.start),
            let mark = head[(place + 2)...].firstIndex(of: UInt8(ascii: "?")),
            mark > place + 2, mark + 2 < octets.endIndex, octets[mark + 2] == UInt8(ascii: "?"),
            let end = ends.first(octets, from: mark + 3),
            let decoded = Self.decoded(octets[(mark + 3)..<end], octets[mark + 1])
        else { return nil }
        // RFC 2231 section 5: a language may follow the charset.
        let name = octets[(place + 2)..<mark].prefix { $0 != UInt8(ascii: "*") }
        charset = String(decoding: name, as: UTF8.self)
        self.octets = decoded
        next = end + 2
    }

    private static let longestHead = 80

    private static func decoded(_ text: Octets, _ encoding: UInt8) -> Octets? {
        switch encoding.lowercased {
        case UInt8(ascii: "b"): TransferEncoding.base64(text, .max).octets
        case UInt8(ascii: "q"): quoted(text)
        default: nil
        }
    }

    /// RFC 2047 section 4.2.
    private static func quoted(_ text: Octets) -> Octets {
        let spaced = text.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
        var octets: [UInt8] = []
        TransferEncoding.putLine(spaced[...], &octets)
        return octets[...]
    }
}

/// Where words end, looked for once: a value may be nothing but beginnings.
struct WordEnds {
    private static let mark = Array("?=".utf8)

    private var known: Int?

    /// The first end from a place on; the places may only grow.
    mutating func first(_ octets: Octets, from start: Int) -> Int? {
        if known.map({ $0 < start }) ?? true {
            known = octets.place(of: Self.mark, from: start) ?? octets.endIndex
        }
        return known == octets.endIndex ? nil : known
    }
}

/// Goes once through a value and puts together what belongs together.
private struct WordReading {
    private let octets: Octets
    private let charset: String?
    private var output = ""
    /// Octets of the encoded words that stand next to each other in one charset: a letter may be
    /// divided between two of them.
    private var pending: (charset: String, octets: [UInt8])?

    init(_ octets: Octets, charset: String?) {
        self.octets = octets
        self.charset = charset
    }

    mutating func text() -> String {
        var place = octets.startIndex
        var plain = place
        var ends = WordEnds()
        while let start = octets.place(of: EncodedWord.start, from: place) {
            guard let word = EncodedWord(octets, at: start, ends: &ends) else {
                place = start + 2
                continue
            }
            put(plain: octets[plain..<start])
            put(word)
            place = word.next
            plain = place
        }
        put(plain: octets[plain...], isLast: true)
        return output.trimmedBlanks
    }

    /// Blanks between two words are none of the text (RFC 2047 section 6.2).
    private mutating func put(plain: Octets, isLast: Bool = false) {
        if pending != nil, !isLast, plain.allSatisfy(\.isBlank) { return }
        settle()
        output += plainText(plain)
    }

    private func plainText(_ plain: Octets) -> String {
        CharacterSet.text(plain, charset).text
    }

    private mutating func put(_ word: EncodedWord) {
        if let before = pending, before.charset.lowercased() == word.charset.lowercased() {
            pending?.octets.append(contentsOf: word.octets)
        } else {
            settle()
            pending = (word.charset, Array(word.octets))
        }
    }

    private mutating func settle() {
        guard let word = pending else { return }
        pending = nil
        let text = CharacterSet.text(word.octets[...], word.charset).text
        // A line end inside a word would end the field where it is written again.
        output += String(String.UnicodeScalarView(text.unicodeScalars.map(Self.harmless)))
    }

    private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{2028}" || scalar == "\u{2029}"
            ? " " : scalar
    }
}

extension String {
    /// Without blanks at either end.
    var trimmedBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let tail = drop(while: isBlank)
        guard let last = tail.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(tail[...last])
    }
}
