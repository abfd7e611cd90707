import ConvokeCore

/// A text that a phone sent to us.
package struct IncomingText: Hashable, Sendable {
    /// As the network gave it: usually E.164, sometimes with the region's own prefix.
    package let number: String
    /// In NFC.
    package let text: String

    package init(number: String, text: String) {
        self.number = number
        self.text = CleanText.composed(text)
    }

    /// Reads the query of Kannel's call for a reply (`from`, `text` and `coding`, as %p, %b and
    /// %c); nil for anything else. With coding 2 the text is UTF-16BE.
    package init?(query: String) {
        guard let fields = QueryFields(query), let number = fields["from"], !number.isEmpty,
            let bytes = fields.bytes("text")
        else { return nil }
        let isWide = fields["coding"] == "2"
        guard let text = isWide ? Self.utf16(bytes) : String(validating: bytes, as: UTF8.self)
        else { return nil }
        // A + in the query is a space: numbers in E.164 come so when nobody escaped it.
        let dialled = number.hasPrefix(" ") ? "+" + number.dropFirst() : number
        self.init(number: dialled, text: text)
    }

    /// nil for half a unit or half a surrogate pair.
    static func utf16(_ bytes: [UInt8], isBigEndian: Bool = true) -> String? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return String(validating: units, as: UTF16.self)
    }
}
