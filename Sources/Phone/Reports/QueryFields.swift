/// The fields of a URL's query, percent-decoded into bytes because not all of them are UTF-8.
struct QueryFields {
    private var values: [String: [UInt8]] = [:]

    /// Takes a query, with or without what stands before its `?`; nil when an escape is broken or a
    /// name comes twice.
    init?(_ text: String) {
        let query = text.firstIndex(of: "?").map { text[text.index(after: $0)...] } ?? text[...]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count > 1 ? parts[1] : ""),
                let word = String(validating: name, as: UTF8.self), values[word] == nil
            else { return nil }
            values[word] = value
        }
    }

    func bytes(_ name: String) -> [UInt8]? { values[name] }

    /// nil where the field is absent or is not UTF-8.
    subscript(_ name: String) -> String? {
        values[name].flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        Escapes.bytes(of: text.map { $0 == "+" ? " " : String($0) }.joined(), escape: 0x25)
    }
}
