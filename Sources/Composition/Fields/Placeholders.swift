/// Stand-ins for the values of fields while Mustache and Markdown are at work.
///
/// A value goes through neither: what they see is a word of letters and digits, which means nothing to
/// them. It has a random part, so that no template can contain one by chance or intent; the finished
/// letter has none left.
struct Placeholders {
    enum Value: Sendable, Equatable {
        case slot(Slot)
        case constant(String)
    }

    /// A text taken apart at its stand-ins.
    enum Part: Equatable {
        case literal(Substring.UTF8View.SubSequence)
        case value(Value)

        static func == (left: Part, right: Part) -> Bool {
            switch (left, right) {
            case (.literal(let left), .literal(let right)): left.elementsEqual(right)
            case (.value(let left), .value(let right)): left == right
            default: false
            }
        }
    }

    private static let prefix = "zq" + hexadecimal(.random(in: 0...UInt64.max), 16)
    private static let length = prefix.utf8.count + 6
    private var values: [Value] = []

    /// A stand-in for a value; nothing for an empty text, so that a section sees that it is empty.
    mutating func stand(for value: Value) -> String {
        if value == .constant("") { return "" }
        values.append(value)
        return Self.prefix + Self.hexadecimal(UInt64(values.count - 1), 6)
    }

    static func isOne(_ word: Substring) -> Bool {
        word.utf8.count == length && word.hasPrefix(prefix)
    }

    func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let range = rest.firstRange(of: Self.prefix) {
            let digits = rest[range.upperBound...].utf8.prefix(6)
            let index = Substring(digits).isEmpty ? nil : Int(Substring(digits), radix: 16)
            guard let index, values.indices.contains(index) else { break }
            if range.lowerBound > rest.startIndex {
                parts.append(.literal(rest[..<range.lowerBound].utf8))
            }
            parts.append(.value(values[index]))
            rest = rest[digits.endIndex...]
        }
        if !rest.isEmpty { parts.append(.literal(rest.utf8)) }
        return parts
    }

    private static func hexadecimal(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
