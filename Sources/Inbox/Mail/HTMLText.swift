/// HTML as plain text, for reading: without tags, comments, scripts and styles, entities undone, the
/// ends of blocks as line ends.
package enum HTMLText {
    package static func plain(_ html: String) -> String {
        plain(html) { _ in .nothing }
    }

    /// What is left out with a tag.
    enum Omission {
        case nothing
        /// All to the tag that ends it.
        case element
        /// All that follows.
        case rest
    }

    static func plain(_ html: String, leavingOut omission: (HTMLTag) -> Omission) -> String {
        var writing = PlainWriting()
        var left: (name: String, depth: Int)?
        pieces: for piece in HTMLPieces(html) {
            switch piece {
            case .text(let text): if left == nil { writing.put(text) }
            case .tag(let tag):
                if let open = left {
                    left = depth(open, after: tag)
                    continue
                }
                switch tag.isEnd ? .nothing : omission(tag) {
                case .nothing: writing.put(tag)
                case .element: left = (tag.name, 1)
                case .rest: break pieces
                }
            }
        }
        return writing.text
    }

    private static func depth(
        _ open: (name: String, depth: Int), after tag: HTMLTag
    ) -> (name: String, depth: Int)? {
        guard tag.name == open.name else { return open }
        let depth = open.depth + (tag.isEnd ? -1 : 1)
        return depth == 0 ? nil : (open.name, depth)
    }
}

/// Plain text as it grows: blanks run together, no more than one empty line.
private struct PlainWriting {
    private var output = ""
    private var hasBlank = false
    /// Line ends that are due before the next word.
    private var lineEnds = 0
    private var preformatted = 0

    private static let blocks: Set = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html",
        "li", "main", "nav", "ol", "pre", "section", "table", "tr", "ul",
    ]

    var text: String { output }

    mutating func put(_ tag: HTMLTag) {
        switch tag.name {
        case "br": lineEnds = min(2, lineEnds + 1)
        case "p": lineEnds = 2
        case "td", "th": hasBlank = true
        case let name where Self.blocks.contains(name): lineEnds = max(1, lineEnds)
        default: break
        }
        if tag.name == "pre" { preformatted = max(0, min(9, preformatted + (tag.isEnd ? -1 : 1))) }
    }

    mutating func put(_ text: Substring) {
        for scalar in HTMLEntities.decoded(text).unicodeScalars {
            if preformatted > 0, scalar == "\n" {
                lineEnds = min(2, lineEnds + 1)
            } else if Self.isBlank(scalar) {
                hasBlank = true
            } else if !Self.isInvisible(scalar) {
                settle()
                output.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func settle() {
        if lineEnds > 0 {
            if !output.isEmpty { output += lineEnds == 1 ? "\n" : "\n\n" }
        } else if hasBlank, !output.isEmpty {
            output += " "
        }
        (lineEnds, hasBlank) = (0, false)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0xA0 || scalar.value == 0x3000
    }

    /// Soft hyphens and what has no width: senders of mass mail fill their previews with them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xAD || (0x200B...0x200D).contains(scalar.value) || scalar.value == 0xFEFF
    }
}

/// `&amp;` and the like (WHATWG HTML section 13.5): the ones that mails have.
enum HTMLEntities {
    static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var output = ""
        var rest = text[...]
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            output += rest[..<start]
            rest = rest[start...]
            if let (letter, end) = entity(rest) {
                output.unicodeScalars.append(letter)
                rest = rest[end...]
            } else {
                output += "&"
                rest = rest[rest.utf8.index(after: start)...]
            }
        }
        return output + rest
    }

    private static func entity(_ text: Substring) -> (Unicode.Scalar, String.Index)? {
        let tail = text.utf8.dropFirst()
        let name = tail.prefix(longest).prefix { isNamePart($0) }
        guard !name.isEmpty else { return nil }
        let known = String(decoding: name, as: UTF8.self)
        guard let letter = known.hasPrefix("#") ? numbered(known.dropFirst()) : names[known] else {
            return nil
        }
        let isEnded = tail[name.endIndex...].first == UInt8(ascii: ";")
        return (letter, isEnded ? tail.index(after: name.endIndex) : name.endIndex)
    }

    private static let longest = 12

    private static func isNamePart(_ octet: UInt8) -> Bool {
        (0x61...0x7A).contains(octet.lowercased | 0x20) || (0x30...0x39).contains(octet)
            || octet == UInt8(ascii: "#")
    }

    private static func numbered(_ digits: Substring) -> Unicode.Scalar? {
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }

    private static let names: [String: Unicode.Scalar] = {
        var names: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "–", "mdash": "—",
            "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "bull": "•",
            "euro": "€", "trade": "™", "ensp": "\u{2002}", "emsp": "\u{2003}",
            "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "sbquo": "‚", "bdquo": "„",
            "lsaquo": "‹", "rsaquo": "›", "rarr": "→", "larr": "←", "OElig": "Œ", "oelig": "œ",
            "Scaron": "Š", "scaron": "š", "AMP": "&", "LT": "<", "GT": ">", "QUOT": "\"",
        ]
        for (number, name) in latin.split(separator: " ").enumerated() {
            names[String(name)] = Unicode.Scalar(UInt32(0xA0 + number))
        }
        return names
    }()

    /// U+00A0 to U+00FF in their order.
    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
        sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
        Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
        Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute \
        THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
        igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
        uacute ucirc uuml yacute thorn yuml
        """
}
