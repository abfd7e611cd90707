import ConvokeCore

@testable import YAML

/// A file that is read, with what was found wrong so far.
struct Reading {
    let root: Mapping?
    var problems: [Problem] = []

    init(_ text: String) {
        root = YAMLFile.read(text, file: "a.yaml", into: &problems)
    }

    /// Reads one key with `ask` and gives what came of it.
    static func of<Value>(
        _ text: String, _ ask: (Mapping, inout [Problem]) -> Value?
    ) -> (value: Value?, problems: [Problem]) {
        var reading = Reading(text)
        guard let root = reading.root else { return (nil, reading.problems) }
        let value = ask(root, &reading.problems)
        return (value, reading.problems)
    }
}

extension Problem {
    var line: Int? { place?.line }
    var field: String? { place?.field }
}
