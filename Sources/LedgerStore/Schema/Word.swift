/// Words of the schema that stand for a value of an enumeration.
enum Word {
    /// The value, or `corrupt`: the tables' constraints let no other word in.
    static func read<Value: RawRepresentable<String>>(
        _ word: String, as type: Value.Type = Value.self
    ) throws(LedgerFailure) -> Value {
        guard let value = Value(rawValue: word) else {
            throw .corrupt("\"\(word)\" is no \(Value.self)")
        }
        return value
    }

    /// A condition in SQL: the column holds one of the values' words.
    static func condition<Value: RawRepresentable<String>>(
        _ column: String, isOneOf values: some Sequence<Value>
    ) -> String {
        Schema.one(column, of: values.map(\.rawValue).joined(separator: " "))
    }
}
