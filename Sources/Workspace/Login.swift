import ConvokeCore
import YAML

/// A user name and the place of its password; the one is of no use without the other.
struct Login {
    let user: String?
    let password: SecretSource?

    init(_ mapping: Mapping, userNeed: Need, into problems: inout [Problem]) {
        user = mapping.text("user", userNeed, into: &problems)
        password = SecretSource(mapping, "password", into: &problems)
        let names = ["password", "password_env", "password_file"]
        let isNamed = names.contains(where: mapping.has)
        if user != nil, !isNamed {
            problems.append(.userWithoutPassword(at: mapping.place(of: "user")))
        }
        if !mapping.has("user"), userNeed == .optional, let name = names.first(where: mapping.has) {
            problems.append(.passwordWithoutUser(at: mapping.place(of: name)))
        }
    }
}

extension SecretSource {
    /// From `WORD_env` or `WORD_file`. The secret itself, under `WORD`, is refused and never shown.
    init?(_ mapping: Mapping, _ word: String, into problems: inout [Problem]) {
        if mapping.field(word, .optional, into: &problems) != nil {
            problems.append(.secretInFile(word, at: mapping.place(of: word)))
        }
        let variable = mapping.field("\(word)_env", .optional, into: &problems)
        let file = mapping.text("\(word)_file", .optional, into: &problems)
        if let variable, file != nil {
            problems.append(.twoSecrets(word, at: variable.place))
        }
        if let name = variable?.variableName(into: &problems) {
            self = .environment(name)
        } else if let file {
            self = .file(file)
        } else {
            return nil
        }
    }
}

extension Field {
    /// The name of an environment variable. What is none is not shown: it may be the secret itself.
    fileprivate func variableName(into problems: inout [Problem]) -> String? {
        guard let text = text(into: &problems) else { return nil }
        let isName = text.utf8.allSatisfy { byte in
            let letter = Character(Unicode.Scalar(byte))
            return letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_")
        }
        if isName && text.first?.isNumber == false { return text }
        problems.append(.notAVariable(at: place))
        return nil
    }
}
