/// A tag of HTML as far as mail needs it (WHATWG HTML section 13.2.5, much simplified).
struct HTMLTag: Hashable {
    /// In small letters.
    let name: String
    let isEnd: Bool
    /// Names in small letters; values as they are written, with their entities.
    let attributes: [String: String]

    /// - Parameter inside: what stands between `<` and `>`.
    init?(_ inside: Substring.UTF8View) {
        var rest = inside[...]
        isEnd = rest.first == UInt8(ascii: "/")
        if isEnd { rest = rest.dropFirst() }
        let name = rest.prefix { Self.isNamePart($0) }
        guard let first = name.first, (0x61...0x7A).contains(first | 0x20), name.count < 40 else {
            return nil
        }
        self.name = String(decoding: name, as: UTF8.self).lowercased()
        attributes = isEnd ? [:] : Self.attributes(rest[name.endIndex...])
    }

    /// The words in `class`.
    var classes: [Substring] { attributes["class"]?.split(separator: " ") ?? [] }

    private static func isNamePart(_ octet: UInt8) -> Bool {
        octet > 0x20 && octet != UInt8(ascii: "/") && octet != UInt8(ascii: "=")
    }

    private static func attributes(_ octets: Substring.UTF8View) -> [String: String] {
        var rest = octets[...]
        var attributes: [String: String] = [:]
        for _ in 0..<50 {
            rest = rest.drop { !isNamePart($0) }
            let name = rest.prefix { isNamePart($0) }
            guard !name.isEmpty else { break }
            rest = rest[name.endIndex...].drop { $0 <= 0x20 }
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop { $0 <= 0x20 }
            let value = takeValue(&rest)
            let key = String(decoding: name, as: UTF8.self).lowercased()
            if attributes[key] == nil { attributes[key] = value }
        }
        return attributes
    }

    private static func takeValue(_ rest: inout Substring.UTF8View) -> String {
        let value: Substring.UTF8View
        if let mark = rest.first, mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") {
            value = rest.dropFirst().prefix { $0 != mark }
            rest = rest[value.endIndex...].dropFirst()
        } else {
            value = rest.prefix { $0 > 0x20 }
            rest = rest[value.endIndex...]
        }
        return String(decoding: value, as: UTF8.self)
    }
}

/// A piece of HTML.
enum HTMLPiece {
    case tag(HTMLTag)
    case text(Substring)
}

/// Cuts HTML into tags and texts; comments, declarations and what `script` and `style` hold are left
/// out. Linear: each octet is looked at a fixed number of times.
struct HTMLPieces: Sequence, IteratorProtocol {
    private let html: String
    private var place: String.Index

    init(_ html: String) {
        var html = html
        html.makeContiguousUTF8()
        self.html = html
        place = html.startIndex
    }

    mutating func next() -> HTMLPiece? {
        while place < html.endIndex {
            guard html.utf8[place] == UInt8(ascii: "<") else { return .text(takeText()) }
            guard let piece = takeMark() else { continue }
            return piece
        }
        return nil
    }

    private mutating func takeText() -> Substring {
        let end = html.utf8[place...].dropFirst().firstIndex(of: UInt8(ascii: "<"))
        defer { place = end ?? html.endIndex }
        return html[place..<(end ?? html.endIndex)]
    }

    /// A tag, or the bare sign as text. Nil for a comment or a declaration.
    private mutating func takeMark() -> HTMLPiece? {
        let rest = html[place...].utf8
        if rest.starts(with: "<!--".utf8) { return skip("-->", from: 4) }
        if let mark = rest.dropFirst().first, mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?")
        {
            return skip(">", from: 2)
        }
        let start = html.utf8.index(after: place)
        guard let end = tagEnd(start), let tag = HTMLTag(html.utf8[start..<end]) else {
            return takeText().isEmpty ? nil : .text("<" + html[start..<place])
        }
        place = html.utf8.index(after: end)
        if !tag.isEnd, Self.hidden.contains(tag.name) { skipHidden(tag.name) }
        return .tag(tag)
    }

    private mutating func skipHidden(_ name: String) {
        let end = "</" + name
        let found = Self.end(of: end, in: html.utf8[place...])
        place = found.map { html.utf8.index($0, offsetBy: -end.utf8.count) } ?? html.endIndex
    }

    /// What these hold is none of the text.
    private static let hidden: Set = ["script", "style", "title", "template"]

    /// Where the `>` is that ends a tag, which has no more than so many octets; one in quotation marks
    /// ends none.
    private func tagEnd(_ start: String.Index) -> String.Index? {
        var quote: UInt8?
        var place = start
        for _ in 0..<8192 where place < html.utf8.endIndex {
            let octet = html.utf8[place]
            if let mark = quote {
                if octet == mark { quote = nil }
            } else if octet == UInt8(ascii: ">") {
                return place
            } else if octet == UInt8(ascii: "<") {
                return nil
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            }
            place = html.utf8.index(after: place)
        }
        return nil
    }

    /// Goes on after the end, or to the end of all where it is missing.
    private mutating func skip(_ end: String, from offset: Int) -> HTMLPiece? {
        let rest = html.utf8[place...].dropFirst(offset)
        place = Self.end(of: end, in: rest) ?? html.endIndex
        return nil
    }

    /// The place after the first `end`, whatever the case of its letters.
    private static func end(of end: String, in octets: Substring.UTF8View) -> String.Index? {
        let wanted = Array(end.utf8)
        var place = octets.startIndex
        while let start = octets[place...].firstIndex(of: wanted[0]) {
            let found = octets[start...].prefix(wanted.count)
            if found.elementsEqual(wanted, by: { $0.lowercased == $1 }) { return found.endIndex }
            place = octets.index(after: start)
        }
        return nil
    }
}
