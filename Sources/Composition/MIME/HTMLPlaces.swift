/// Tells for each value in an HTML text what kind of place it stands in.
///
/// It follows tags and attributes only as far as that needs; the HTML comes from cmark and from the
/// workspace's own layout.
struct HTMLPlaces {
    private enum State: Equatable {
        case text
        case comment
        case tag
        case attribute(quote: UInt8)
    }

    private var state = State.text
    /// The last letters outside of quotes: in a tag the attribute's name, in a text what may turn out
    /// to open a comment.
    private var recent: [UInt8] = []
    /// Whether a space followed them: another word begins, unless it is the `=` of this one.
    private var endsWord = false
    private var attributeName: [UInt8] = []
    /// Whether anything but spaces stands in this attribute already.
    private var attributeHasText = false

    /// The form for a value that stands here.
    mutating func form() -> Form {
        defer { attributeHasText = true }
        switch state {
        case .text, .comment: return .html
        case .tag: return .linkRest
        case .attribute:
            let name = String(decoding: attributeName, as: UTF8.self).lowercased()
            guard ["href", "src", "action", "background"].contains(name) else { return .html }
            return attributeHasText ? .linkRest : .link
        }
    }

    mutating func read(_ text: some Sequence<UInt8>) {
        for byte in text { read(byte) }
    }

    private mutating func read(_ byte: UInt8) {
        switch state {
        case .text: if byte == UInt8(ascii: "<") { enter(.tag) }
        case .comment: readComment(byte)
        case .tag: readTag(byte)
        case .attribute(let quote):
            if byte == quote { enter(.tag) } else if byte > 0x20 { attributeHasText = true }
        }
    }

    private mutating func readComment(_ byte: UInt8) {
        recent = recent.suffix(2) + [byte]
        if recent.elementsEqual("-->".utf8) { enter(.text) }
    }

    private mutating func readTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): enter(.text)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            attributeName = recent.filter { $0 != UInt8(ascii: "=") }
            attributeHasText = false
            enter(.attribute(quote: byte))
        case 9, 10, 13, 32: endsWord = true
        default:
            let goesOn = byte == UInt8(ascii: "=") || recent.last == UInt8(ascii: "=")
            if endsWord && !goesOn { recent = [] }
            endsWord = false
            recent.append(byte)
            if recent.elementsEqual("!--".utf8) { enter(.comment) }
        }
    }

    private mutating func enter(_ next: State) {
        state = next
        recent = []
        endsWord = false
    }
}
