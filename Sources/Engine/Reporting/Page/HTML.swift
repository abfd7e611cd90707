/// HTML that code writes. Names of elements and attributes can only be literals of the program, and
/// everything else is escaped where it enters: there is no way to put foreign text in unescaped.
package struct HTML: Sendable {
    /// The text of it.
    package let source: String

    private init(source: String) { self.source = source }

    /// Text, escaped.
    package static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

    /// An element with its children.
    package static func tag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ children: [HTML]
    ) -> HTML {
        let inside = children.map(\.source).joined()
        return HTML(source: "<\(name)\(written(attributes))>\(inside)</\(name)>")
    }

    package static func tag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ children: HTML...
    ) -> HTML {
        tag(name, attributes, children)
    }

    /// An element with text in it.
    package static func tag(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ text: String
    ) -> HTML {
        tag(name, attributes, [.text(text)])
    }

    /// An element that has no end tag.
    package static func void(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
    ) -> HTML {
        HTML(source: "<\(name)\(written(attributes))>")
    }

    /// A style sheet, which is a literal of the program.
    package static func style(_ sheet: StaticString) -> HTML {
        HTML(source: "<style>\n\(sheet)\n</style>")
    }

    package static func document(language: String, head: [HTML], body: [HTML]) -> String {
        let page = tag(
            "html", ["lang": language], tag("head", [:], head.map { $0.onLine }),
            tag("body", [:], body.map { $0.onLine }))
        return "<!DOCTYPE html>\n" + page.source + "\n"
    }

    private var onLine: HTML { HTML(source: "\n" + source) }

    private static func written(_ attributes: KeyValuePairs<StaticString, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    /// For text and for values in double quotation marks alike. What neither HTML nor a reader can use
    /// (control characters, and marks that reorder what stands around them) is shown as a replacement.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": result.append(scalar)
            case ..<" ", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
