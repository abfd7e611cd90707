import ConvokeCore

/// A text with `{{fields}}` in it, taken apart once.
struct FieldTemplate: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case field(Placeholder)
    }

    private var pieces: [Piece] = []

    init(_ text: String, at place: Place, into problems: inout [Problem]) {
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            let tail = rest[open.upperBound...]
            guard let close = tail.firstRange(of: "}}") else {
                problems.append(.openPlaceholder(at: place))
                return
            }
            let name = String(tail[..<close.lowerBound]).trimmingWhitespace
            if let field = Placeholder(rawValue: name) {
                pieces.append(.field(field))
            } else {
                problems.append(.unknownPlaceholder(name, at: place))
            }
            rest = tail[close.upperBound...]
        }
        pieces.append(.text(String(rest)))
    }

    var fields: Set<Placeholder> {
        Set(
            pieces.compactMap { piece in
                if case .field(let field) = piece { field } else { nil }
            })
    }

    func filled(_ values: [Placeholder: String], _ escaping: Escaping) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let field): escaping.escaped(values[field] ?? "")
            }
        }.joined()
    }
}
