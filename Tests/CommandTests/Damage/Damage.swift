import ConvokeCore
import Foundation

/// One line of one file, broken in one way that `check` must find.
struct Damage: Sendable, CustomStringConvertible {
    let kind: String
    let file: String
    /// Counted from 1; in a spreadsheet the row.
    let line: Int
    /// What stands there instead; may be several lines.
    let broken: String

    var description: String { "\(file) line \(line): \(kind)" }

    /// The file's text with the broken line.
    func applied(to text: String) -> String {
        var lines = text.components(separatedBy: "\n")
        lines[line - 1] = broken
        return lines.joined(separator: "\n")
    }

    /// Whether a problem names this very line.
    func isNamed(by problem: Problem) -> Bool {
        guard let place = problem.place else { return false }
        return place.file == file && (place.line ?? place.row) == line
    }
}

/// The ways to break the lines of one file: each gets a line and gives what stands there instead, or
/// nil where it would break nothing.
struct DamageKinds {
    typealias Way = (_ line: String, _ number: Int, _ lines: [String]) -> String?

    let ways: [(kind: String, way: Way)]

    func damages(to file: String, _ text: String) -> [Damage] {
        let lines = text.components(separatedBy: "\n")
        return lines.indices.flatMap { index in
            ways.compactMap { kind, way in
                way(lines[index], index + 1, lines).map {
                    Damage(kind: kind, file: file, line: index + 1, broken: $0)
                }
            }
        }
    }

    /// Those for a file of this name.
    static func of(_ file: String) -> DamageKinds {
        switch (file as NSString).pathExtension {
        case "csv": spreadsheet(file)
        case "yaml": yaml(file)
        case "md": template
        default: text
        }
    }
}
