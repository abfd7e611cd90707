/// A word of a response (RFC 3501 section 4).
enum ResponseToken: Hashable {
    case open
    case close
    /// An atom, a number, a flag, or a section's name up to the next space.
    case atom(String)
    /// A quoted string, or what was kept of a literal.
    case string([UInt8])
}

extension IMAPResponse {
    /// All words in their order; a quoted string without end goes up to the line's.
    var tokens: [ResponseToken] {
        pieces.flatMap { piece -> [ResponseToken] in
            switch piece {
            case .text(let octets): Self.tokens(octets)
            case .literal(let octets, _): [.string(octets)]
            }
        }
    }

    private static func tokens(_ text: [UInt8]) -> [ResponseToken] {
        var tokens: [ResponseToken] = []
        var rest = text[...]
        while let octet = rest.first {
            switch octet {
            case UInt8(ascii: " "): rest = rest.dropFirst()
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                tokens.append(octet == UInt8(ascii: "(") ? .open : .close)
                rest = rest.dropFirst()
            case UInt8(ascii: "\""): tokens.append(.string(quoted(&rest)))
            default: atom(&rest).map { tokens.append($0) }
            }
        }
        return tokens
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        rest = rest.dropFirst()
        var octets: [UInt8] = []
        while var octet = rest.popFirst(), octet != UInt8(ascii: "\"") {
            if octet == UInt8(ascii: "\\"), let escaped = rest.popFirst() { octet = escaped }
            octets.append(octet)
        }
        return octets
    }

    /// Up to a space or a parenthesis; the mark of a literal is none.
    private static func atom(_ rest: inout ArraySlice<UInt8>) -> ResponseToken? {
        let octets = rest.prefix { !" ()\"".utf8.contains($0) }
        rest = rest.dropFirst(octets.count)
        let isMark = rest.isEmpty && octets.last == UInt8(ascii: "}")
        return isMark ? nil : .atom(String(decoding: octets, as: UTF8.self))
    }
}

/// What a FETCH response says of one message (RFC 3501 section 7.4.2).
struct FetchedItems: Hashable {
    var uid: UInt32?
    /// The octets of BODY[]; nil if it was not among the items, or NIL.
    var body: [UInt8]?

    /// Nil for any other response.
    init?(_ response: IMAPResponse) {
        guard response.number(of: "FETCH") != nil else { return nil }
        var name: String?
        var depth = 0
        for token in response.tokens.dropFirst(3) {
            switch token {
            case .open: depth += 1
            case .close: depth -= 1
            case .atom(let word) where depth == 1:
                if name == "UID" { uid = UInt32(word) }
                name = name == nil ? word.uppercased() : nil
            case .string(let octets) where depth == 1:
                if name?.hasPrefix("BODY[]") == true { body = octets }
                name = nil
            default: break
            }
            if token == .close, depth == 1 { name = nil }
        }
    }
}
