package import ConvokeCore
import Yams

/// Reads a YAML file whose root is a mapping.
///
/// Scalars stay the text that was written: `off`, `08:00` and `2021-11-24` have no type until a
/// field is asked for one. What the syntax itself forbids is one Problem, because nothing after it
/// can be trusted; everything else is found field by field, all of it in one go.
package enum YAMLFile {
    /// Octets; a longer file is not one that a person wrote.
    package static let longest = 1 << 20

    /// The root mapping; nil after a Problem that keeps the file from being read at all.
    package static func read(
        _ text: String, file: String, into problems: inout [Problem]
    ) -> Mapping? {
        let obstacles = obstacles(in: text, file: file)
        problems += obstacles
        guard obstacles.isEmpty else { return nil }
        do {
            let root = try Yams.compose(yaml: withoutMark(text), .basic, .default, .utf8)
            guard let root, !Field.isAbsent(root) else {
                problems.append(.emptyFile(file))
                return nil
            }
            return Field(node: root, place: Place(file, line: root.mark?.line))
                .mapping(into: &problems)
        } catch {
            problems.append(SyntaxProblem(error, text: text, file: file).problem)
            return nil
        }
    }

    /// Without the byte order mark that some editors put first.
    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// What is looked for before the parser sees the text.
    private static func obstacles(in text: String, file: String) -> [Problem] {
        if text.utf8.count > longest { return [.fileTooLong(file, longest: longest)] }
        if AliasLimit.isExceeded(in: text) { return [.tooManyAliases(file)] }
        return HiddenCharacter.all(in: text).map { .hiddenCharacter($0, in: file) }
    }
}
