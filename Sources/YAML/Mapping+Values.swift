package import ConvokeCore

/// The questions of `Field`, asked of a key: nil where the key is absent or its value is wrong.
extension Mapping {
    package func text(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> String? {
        field(key, need, into: &problems)?.text(into: &problems)
    }

    /// Text that may have several lines.
    package func block(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> String? {
        field(key, need, into: &problems)?.block(into: &problems)
    }

    package func identifier(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> String? {
        field(key, need, into: &problems)?.identifier(into: &problems)
    }

    package func span(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> Span? {
        field(key, need, into: &problems)?.span(into: &problems)
    }

    package func number(
        _ key: String, _ need: Need = .required, in range: ClosedRange<Int>,
        into problems: inout [Problem]
    ) -> Int? {
        field(key, need, into: &problems)?.number(in: range, into: &problems)
    }

    package func decimal(
        _ key: String, _ need: Need = .required, in range: ClosedRange<Double>,
        into problems: inout [Problem]
    ) -> Double? {
        field(key, need, into: &problems)?.decimal(in: range, into: &problems)
    }

    package func bool(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> Bool? {
        field(key, need, into: &problems)?.bool(into: &problems)
    }

    package func choice<Value>(
        _ key: String, _ need: Need = .required, of type: Value.Type,
        into problems: inout [Problem]
    ) -> Value? where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        field(key, need, into: &problems)?.choice(type, into: &problems)
    }

    package func wallTime(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> WallTime? {
        field(key, need, into: &problems)?.wallTime(into: &problems)
    }

    package func selector(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> Selector? {
        field(key, need, into: &problems)?.selector(into: &problems)
    }

    package func mapping(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> Mapping? {
        field(key, need, into: &problems)?.mapping(into: &problems)
    }

    /// The entries of a list; none where the key is absent.
    package func list(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> [Field] {
        field(key, need, into: &problems)?.list(into: &problems) ?? []
    }

    /// The entries of a list of mappings; what is no mapping is reported and left out.
    package func mappings(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> [Mapping] {
        var mappings: [Mapping] = []
        for entry in list(key, need, into: &problems) {
            if let mapping = entry.mapping(into: &problems) { mappings.append(mapping) }
        }
        return mappings
    }

    /// One text, or a list of them; none where the key is absent.
    package func texts(
        _ key: String, _ need: Need = .required, into problems: inout [Problem]
    ) -> [String] {
        guard let field = field(key, need, into: &problems) else { return [] }
        var texts: [String] = []
        for entry in field.oneOrMore(into: &problems) {
            if let text = entry.text(into: &problems) { texts.append(text) }
        }
        return texts
    }
}
