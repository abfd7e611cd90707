/// One response of a mail server: a line, or several with literals between them (RFC 3501 section 7).
struct IMAPResponse: Hashable {
    enum Piece: Hashable {
        case text([UInt8])
        /// The octets that were kept of a literal of this size.
        case literal([UInt8], size: Int)
    }

    let pieces: [Piece]

    /// How something went.
    enum Status: String, Hashable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    /// What stands in the first line, made safe for a terminal.
    var line: String {
        guard case .text(let octets)? = pieces.first else { return "" }
        let text = String(decoding: octets.prefix(Self.longestLine), as: UTF8.self)
        let scalars = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// More of a line than this is not for people.
    private static let longestLine = 1000

    /// The command's tag, `*` for a response to none.
    var tag: Substring { words.first ?? "" }

    private var words: [Substring] {
        line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    }

    /// The first line's status, where it begins with one.
    var status: Status? {
        let words = words
        return words.count > 1 ? Status(rawValue: words[1].uppercased()) : nil
    }

    /// What follows the status: the code in brackets, if there is one, and the server's words.
    var statusText: String {
        let words = words
        return words.count > 2 ? String(words[2]) : ""
    }

    /// The words of the code in brackets, the first in capitals (RFC 3501 section 7.1).
    var code: [String] {
        guard status != nil, statusText.hasPrefix("["),
            let end = statusText.firstIndex(of: "]")
        else { return [] }
        let words = statusText[..<end].dropFirst().split(separator: " ").map(String.init)
        return words.prefix(1).map { $0.uppercased() } + words.dropFirst()
    }

    /// The number in `* 23 EXISTS` and the like.
    func number(of name: String) -> UInt32? {
        let words = words
        guard words.count > 2, words[0] == "*",
            words[2].uppercased().split(separator: " ").first.map(String.init) == name
        else { return nil }
        return UInt32(words[1])
    }
}
