/// What the header of a part says about it (RFC 2045, RFC 2183).
struct PartLabels {
    /// Nil where nothing is said or it cannot be read.
    private(set) var type: MediaType?
    private(set) var encoding = TransferEncoding.none
    private(set) var fileName: String?
    private(set) var isAttachment = false

    /// Of a part without a header.
    static let none = PartLabels()

    /// The character set of its text, as its sender writes it.
    var charset: String? { type?.parameters["charset"] }

    private init() {}

    init(_ header: HeaderReading) {
        let claimed = header.first("content-type")
        let type = claimed.flatMap { Self.type(ParameterReading($0, charset: nil)) }
        let charset = type?.parameters["charset"]
        let disposition = header.first("content-disposition").map {
            ParameterReading($0, charset: charset)
        }
        let named = claimed.map { ParameterReading($0, charset: charset).parameters["name"] }
        self.type = type
        encoding = TransferEncoding(header.first("content-transfer-encoding"))
        fileName = Self.name(disposition?.parameters["filename"]) ?? Self.name(named ?? nil)
        isAttachment = disposition?.value.hasPrefix("attachment") ?? false
    }

    private static func name(_ claimed: String?) -> String? {
        claimed.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func type(_ reading: ParameterReading) -> MediaType? {
        let halves = reading.value.split(separator: "/", omittingEmptySubsequences: false)
        // A comment may follow.
        let words = halves.map { $0.prefix { $0 != " " && $0 != "(" } }
        if words == ["text"] { return MediaType("text", "plain", reading.parameters) }
        guard words.count == 2, words.allSatisfy(isToken) else { return nil }
        return MediaType(String(words[0]), String(words[1]), reading.parameters)
    }

    /// RFC 2045 section 5.1.
    private static func isToken(_ word: Substring) -> Bool {
        !word.isEmpty && word.utf8.count < 128
            && word.utf8.allSatisfy { (0x21...0x7E).contains($0) && !specials.contains($0) }
    }

    private static let specials = Array("()<>@,;:\\\"[]?=".utf8)
}

extension MediaType {
    /// What a part is that says nothing (RFC 2045 section 5.2).
    static let plain = MediaType("text", "plain")
    static let message = MediaType("message", "rfc822")
}
