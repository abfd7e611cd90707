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

    /// `'a', 'b'`, for a list in SQL. Only words of our own, which hold no quotes.
    static func list<Value: RawRepresentable<String>>(_ values: some Sequence<Value>) -> String {
        values.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }
}
