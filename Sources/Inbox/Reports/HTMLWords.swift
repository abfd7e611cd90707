/// The words of an HTML text, roughly: tags fall out, what ends a line ends one.
enum HTMLWords {
    private static let breaks: Set<String> = [
        "br", "p", "/p", "div", "/div", "tr", "/tr", "li", "/li", "h1", "h2", "h3", "/h1", "/h2",
        "/h3", "td", "/td",
        "table", "/table", "pre", "/pre", "hr", "ul", "/ul",
    ]
    private static let silent: Set<String> = ["style", "script", "head", "title"]
    private static let named: [(String, String)] = [
        ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ("&#039;", "'"), ("&#64;", "@"), ("&#46;", "."),
        ("&rsquo;", "'"), ("&apos;", "'"), ("&#8217;", "'"), ("&eacute;", "é"), ("&amp;", "&"),
    ]

    static func plain(_ html: String) -> String {
        var text = ""
        var rest = Substring(html.prefix(FoldedText.limit))
        var silence: String?
        while let open = rest.firstIndex(of: "<") {
            if silence == nil { text += rest[..<open] }
            guard let close = rest[open...].firstIndex(of: ">") else { return decoded(text) }
            let tag = rest[rest.index(after: open)..<close]
            let name = tag.lowercased().prefix { $0.isLetter || $0.isNumber || $0 == "/" }
            if let hushed = silence {
                if name == "/" + hushed { silence = nil }
            } else if silent.contains(String(name)) {
                silence = String(name)
            } else if breaks.contains(String(name))
                || breaks.contains(String(name.prefix { $0 != "/" }))
            {
                text += "\n"
            } else if tag.contains("@"), !tag.contains("=") {
                text += "<\(tag)>"
            }
            rest = rest[rest.index(after: close)...]
        }
        return decoded(text + (silence == nil ? rest : ""))
    }

    private static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            if let (name, value) = named.first(where: { rest.hasPrefix($0.0) }) {
                result += value
                rest = rest.dropFirst(name.count)
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
