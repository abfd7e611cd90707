/// One text in several languages: the template of a notice, and its versions for those who read
/// another language.
package struct Translated<Text: Sendable>: Sendable {
    /// For every language that has no version of its own.
    package let usual: Text
    /// By language tag (BCP 47) in lower case.
    private let others: [String: Text]

    package init(_ usual: Text, _ others: [String: Text] = [:]) {
        self.usual = usual
        self.others = Dictionary(
            others.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The version for a language tag: that of the tag itself, or else of the language with less and
    /// less of what makes it special (RFC 4647 section 3.4).
    package func of(_ language: String) -> Text {
        var tag = language.lowercased()[...]
        while !tag.isEmpty {
            if let version = others[String(tag)] { return version }
            tag = tag[..<(tag.lastIndex(of: "-") ?? tag.startIndex)]
        }
        return usual
    }

    /// All versions, always in the same order.
    package var all: [Text] {
        [usual] + others.sorted { $0.key < $1.key }.map(\.value)
    }
}
