import ConvokeCore

/// The language that a page is asked for in.
enum PageLanguage {
    /// - Throws: a problem for one that no page is written in.
    static func read(_ language: String?) throws(Problem) -> String? {
        guard let language else { return nil }
        guard ["vi", "en"].contains(language.lowercased()) else {
            throw Problem(
                .usage, "A report is not written in this language", found: language,
                expected: "vi or en", fix: "Write one of these after --language.")
        }
        return language.lowercased()
    }
}
