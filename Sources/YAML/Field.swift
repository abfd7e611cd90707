package import ConvokeCore
import Foundation
import Yams

/// A value in the file, with the place where it stands.
///
/// It is asked for what it should be; each question that it cannot answer adds a Problem and gives
/// nil, so that reading goes on with the next field.
package struct Field {
    let node: Node
    /// File, line and path of the field, such as `notices[2].at`; list entries count from 1.
    package let place: Place

    /// Text in one line, trimmed, NFC, not empty.
    package func text(into problems: inout [Problem]) -> String? {
        guard let text = block(into: &problems) else { return nil }
        guard
            let broken = text.unicodeScalars.first(where: { $0 == "\n" || $0 == "\r" || $0 == "\t" }
            )
        else { return text }
        problems.append(.notOneLine(place, broken))
        return nil
    }

    /// Text of one or several lines, trimmed, NFC, not empty.
    package func block(into problems: inout [Problem]) -> String? {
        guard let scalar = scalar(into: &problems) else { return nil }
        let text = CleanText.composed(scalar.trimmingCharacters(in: .whitespacesAndNewlines))
        if text.isEmpty {
            problems.append(.empty(place))
            return nil
        }
        if let hidden = text.unicodeScalars.first(where: HiddenCharacter.isForbidden) {
            problems.append(.hidden(hidden, at: place))
            return nil
        }
        return text
    }

    /// The fields of a nested mapping.
    package func mapping(into problems: inout [Problem]) -> Mapping? {
        guard case .mapping(let pairs) = node else {
            problems.append(.wrongShape(place, found: shape, expected: "keys with values"))
            return nil
        }
        return Mapping(pairs, place: place, into: &problems)
    }

    /// The entries of a list.
    package func list(into problems: inout [Problem]) -> [Field]? {
        guard case .sequence(let nodes) = node else {
            problems.append(.wrongShape(place, found: shape, expected: "a list"))
            return nil
        }
        return nodes.enumerated().map { index, node in
            Field(node: node, place: entryPlace(index, line: node.mark?.line))
        }
    }

    /// One value, or the entries of a list of values.
    package func oneOrMore(into problems: inout [Problem]) -> [Field] {
        isList ? list(into: &problems) ?? [] : [self]
    }

    package var isList: Bool { node.sequence != nil }
    package var isMapping: Bool { node.mapping != nil }

    /// The scalar as it was written; a Problem when it is a list or a mapping.
    private func scalar(into problems: inout [Problem]) -> String? {
        guard case .scalar(let scalar) = node else {
            problems.append(.wrongShape(place, found: shape, expected: "a single value"))
            return nil
        }
        guard node.tag == Tag(.str) else {
            problems.append(.typeMark(place))
            return nil
        }
        return scalar.string
    }

    private func entryPlace(_ index: Int, line: Int?) -> Place {
        Place(place.file, line: line ?? place.line, field: "\(place.field ?? "")[\(index + 1)]")
    }

    var shape: String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .mapping: "keys with values"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    /// Whether there is nothing, or `~`, after the key's colon.
    static func isAbsent(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return scalar.string.isEmpty || scalar.string == "~"
    }
}
