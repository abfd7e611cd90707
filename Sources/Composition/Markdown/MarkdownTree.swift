import CMarkdown

/// Changes to a parsed Markdown text before it is rendered.
enum MarkdownTree {
    typealias Node = OpaquePointer

    /// Takes raw HTML out. What looks like a tag without being one, `<{{documents.url}}>`, was meant
    /// as a link and becomes one.
    static func replaceHTML(in root: Node) {
        for node in nodes(of: root, types: [CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK]) {
            let isBlock = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK
            if let target = bareWord(literal(node)), let link = link(to: target) {
                insert(link, before: node, asParagraph: isBlock)
            }
            cmark_node_unlink(node)
            cmark_node_free(node)
        }
    }

    /// Writes each link's target after its text, as `text <target>`: a plain text has no other place
    /// for it (RFC 3986 appendix C).
    static func writeOutLinks(in root: Node) {
        for link in nodes(of: root, types: [CMARK_NODE_LINK]) {
            let target = cmark_node_get_url(link).map { String(cString: $0) } ?? ""
            let words = nodes(of: link, types: [CMARK_NODE_TEXT]).map(literal).joined()
            if target.isEmpty || (!words.isEmpty && target.hasSuffix(words)) { continue }
            guard let text = cmark_node_new(CMARK_NODE_TEXT) else { continue }
            cmark_node_set_literal(text, words.isEmpty ? "<\(target)>" : " <\(target)>")
            if cmark_node_append_child(link, text) == 0 { cmark_node_free(text) }
        }
    }

    private static func nodes(of root: Node, types: [cmark_node_type]) -> [Node] {
        guard let iterator = cmark_iter_new(root) else { return [] }
        defer { cmark_iter_free(iterator) }
        var found: [Node] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return found }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                types.contains(cmark_node_get_type(node))
            else { continue }
            found.append(node)
        }
    }

    private static func literal(_ node: Node) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    /// The word in `<word>`, where there is nothing else but letters and digits.
    private static func bareWord(_ html: String) -> String? {
        let lines = html.split(separator: "\n")
        guard lines.count == 1, let line = lines.first, line.hasPrefix("<"), line.hasSuffix(">")
        else { return nil }
        let word = line.dropFirst().dropLast()
        guard Placeholders.isOne(word) else { return nil }
        return String(word)
    }

    private static func link(to target: String) -> Node? {
        guard let link = cmark_node_new(CMARK_NODE_LINK) else { return nil }
        cmark_node_set_url(link, target)
        guard let text = cmark_node_new(CMARK_NODE_TEXT) else { return link }
        cmark_node_set_literal(text, target)
        if cmark_node_append_child(link, text) == 0 { cmark_node_free(text) }
        return link
    }

    private static func insert(_ link: Node, before node: Node, asParagraph: Bool) {
        guard asParagraph, let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH) else {
            if cmark_node_insert_before(node, link) == 0 { cmark_node_free(link) }
            return
        }
        if cmark_node_append_child(paragraph, link) == 0 { cmark_node_free(link) }
        if cmark_node_insert_before(node, paragraph) == 0 { cmark_node_free(paragraph) }
    }
}
