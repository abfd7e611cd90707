import ArgumentParser
import ConvokeCore

/// The command that somebody wrote, before anything is parsed: a slip of the pen in it gets the answer that a
/// slip in a file gets.
enum CommandName {
    /// Nil where the words name a command, or none at all; `words` are those behind the name of the program
    /// or command that `configuration` belongs to.
    static func problem(
        _ words: [String], of configuration: CommandConfiguration, after path: String = "convoke"
    ) -> Problem? {
        let commands = configuration.subcommands.map { $0.configuration }
        let known = commands.compactMap(\.commandName)
        guard !known.isEmpty, let found = first(words[...]), found.word != "help" else {
            return nil
        }
        let word = found.word
        if let command = commands.first(where: { $0.commandName == word }) {
            return problem(Array(found.rest), of: command, after: "\(path) \(word)")
        }
        let nearest = NearestName.nearest(to: word, in: known)
        return Problem(
            .usage, "There is no command \(word.prefix(40))",
            fix: (nearest.map { "Did you mean \(path) \($0)? " } ?? "")
                + "\(path) --help lists the commands.")
    }

    /// The first word that is neither an option nor the workspace behind `-C`, and what follows it.
    private static func first(
        _ words: ArraySlice<String>
    ) -> (word: String, rest: ArraySlice<String>)? {
        guard let word = words.first else { return nil }
        if word == "-C" || word == "--workspace" { return first(words.dropFirst(2)) }
        return word.hasPrefix("-") ? first(words.dropFirst()) : (word, words.dropFirst())
    }
}
