import CMarkdown
import Foundation
import Synchronization

/// A Markdown text in both forms that a mail carries.
struct Markdown {
    let html: String
    let text: String

    /// Raw HTML in `source` is left out, and links with a scheme that runs code lose their target
    /// (cmark's safe mode, which is its default).
    init(_ source: String) {
        (html, text) = Self.gate.withLock { _ in Self.render(source) }
    }

    /// cmark keeps the characters that its extensions react to in global tables while it parses, so
    /// only one thread at a time may be in it. A run renders a handful of texts: nobody waits long.
    private static let gate = Mutex<Void>(())

    /// Once per process.
    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

    private static func render(_ source: String) -> (html: String, text: String) {
        _ = registered
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return ("", source) }
        defer { cmark_parser_free(parser) }
        for name in ["table", "autolink"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        cmark_parser_feed(parser, source, source.utf8.count)
        guard let root = cmark_parser_finish(parser) else { return ("", source) }
        defer { cmark_node_free(root) }
        MarkdownTree.replaceHTML(in: root)
        let html = owned(
            cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser)))
        MarkdownTree.writeOutLinks(in: root)
        return (html, owned(cmark_render_plaintext(root, CMARK_OPT_DEFAULT, 0)))
    }

    private static func owned(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text else { return "" }
        defer { free(text) }
        return String(cString: text)
    }
}
