import Mustache

/// Fields as Mustache looks them up.
///
/// A name that the schema has is found here even when its text is empty: Mustache would otherwise go on
/// looking in the sections around it, and find another field of the same name.
struct Scope: MustacheParent, Sendable {
    enum Content: Sendable {
        case text(String)
        case flag(Bool)
        /// Nil where there is none.
        case object(Scope?)
        case list([Scope])
    }

    private let contents: [String: Content]

    init(_ contents: [String: Content]) {
        self.contents = contents
    }

    func child(named name: String) -> Any? {
        switch contents[name] {
        case .text(let text): Stand(text: text)
        case .flag(let flag): flag
        case .object(let scope): scope
        case .list(let scopes): scopes
        case nil: nil
        }
    }

    func adding(_ more: [String: Content]) -> Scope {
        Scope(contents.merging(more) { _, new in new })
    }
}

/// A text for Mustache: absent when it is empty, and without fields of its own.
struct Stand: MustacheParent, MustacheCustomRenderable {
    let text: String

    var renderText: String { text }
    var isNull: Bool { text.isEmpty }
    func child(named name: String) -> Any? { nil }
}
