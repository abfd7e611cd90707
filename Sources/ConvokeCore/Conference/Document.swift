/// Something to read or hand out.
package struct Document: Hashable, Sendable, Identifiable {
    package enum Source: Hashable, Sendable {
        /// An address on the web.
        case link(String)
        /// A file to attach: a path inside the workspace.
        case file(String)
    }

    package let id: String
    package let title: String
    package let source: Source
    package let audience: Selector
    package let place: Place

    package init(id: String, title: String, source: Source, audience: Selector, place: Place) {
        self.id = id
        self.title = title
        self.source = source
        self.audience = audience
        self.place = place
    }
}
