/// JSON of any shape, to look up what a gateway replied.
enum JSONValue: Decodable, Equatable, Sendable {
    case object([String: JSONValue])
    case array([JSONValue])
    case string(String)
    /// As written where it is whole: ids have more digits than a Double keeps.
    case number(String)
    case bool(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // One of them fits; the last one's failure says that none did.
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let number = try? value.decode(Int64.self) {
            self = .number(String(number))
        } else if let number = try? value.decode(UInt64.self) {
            self = .number(String(number))
        } else if let number = try? value.decode(Double.self) {
            self = .number(String(number))
        } else if let list = try? value.decode([JSONValue].self) {
            self = .array(list)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    /// The value as words; nil for an object, a list, null and an empty text.
    var words: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let text): text
        case .bool(let bool): String(bool)
        case .object, .array, .null: nil
        }
    }
}

/// A place in JSON (RFC 6901).
struct JSONPointer: Hashable, Sendable {
    private let steps: [String]

    /// nil for a text that is none; the empty text is the whole document.
    init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        // Section 4: first ~1, then ~0.
        steps = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    func value(in document: JSONValue) -> JSONValue? {
        steps.reduce(document as JSONValue?) { value, step in
            switch value {
            case .object(let members): members[step]
            case .array(let list): Self.index(step).flatMap { $0 < list.count ? list[$0] : nil }
            default: nil
            }
        }
    }

    private static func index(_ step: String) -> Int? {
        guard step == "0" || !step.hasPrefix("0"), step.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
        else { return nil }
        return Int(step)
    }
}
