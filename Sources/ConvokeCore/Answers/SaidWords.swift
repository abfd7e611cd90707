/// What somebody wrote, as it is and as words without case and diacritics: half of all texts are
/// written without them.
package struct SaidWords: Hashable, Sendable {
    /// In NFC, as it was written.
    package let text: String
    package let words: [String]

    package init(_ text: String) {
        self.text = CleanText.composed(text)
        words = CleanText.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The words on one line, a space between two.
    package var line: String { words.joined(separator: " ") }
}
