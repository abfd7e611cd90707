import ConvokeCore

/// The command that somebody wrote, before anything is parsed: a slip of the pen in it gets the answer that a
/// slip in a file gets.
enum CommandName {
    /// Nil where the words name a command, or none at all; `words` are those behind the program's name.
    static func problem(_ words: [String], known: [String]) -> Problem? {
        guard let word = first(words[...]), word != "help", !known.contains(word) else {
            return nil
        }
        let nearest = NearestName.nearest(to: word, in: known)
        return Problem(
            .usage, "There is no command \(word.prefix(40))",
            fix: (nearest.map { "Did you mean convoke \($0)? " } ?? "")
                + "convoke --help lists the commands.")
    }

    /// The first word that is neither an option nor the workspace behind `-C`.
    private static func first(_ words: ArraySlice<String>) -> String? {
        guard let word = words.first else { return nil }
        if word == "-C" || word == "--workspace" { return first(words.dropFirst(2)) }
        return word.hasPrefix("-") ? first(words.dropFirst()) : word
    }
}
