import ConvokeCore

/// A server's words as they are kept: its lines with LF between them, at most 4096 characters.
enum StoredReply {
    /// The schema's limit, in Unicode scalars, which is what SQLite's `length` counts.
    static let limit = 4096

    static func text(_ reply: Reply) -> String {
        shortened(reply.lines.joined(separator: "\n"))
    }

    static func reply(code: Int, text: String) -> Reply {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Reply(code: code, lines: lines.map(String.init))
    }

    static func shortened(_ text: String) -> String {
        if text.utf8.count <= limit { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    }
}
