/// What can stand in braces in the address, the headers and the body for a gateway.
enum Placeholder: String, CaseIterable, Sendable {
    /// E.164, with `+`.
    case to
    /// The same without `+`, as some providers want it.
    case digits
    case text, reference, secret
    /// Where the provider can report to; empty where nobody listens.
    case reportURL = "report_url"

    /// Those without line breaks and without letters that a header does not carry.
    var fitsHeader: Bool { self != .text && self != .reportURL }
}

/// How a value is written into its surroundings so that it stays a value.
enum Escaping: Sendable {
    case none, json, xml, percent

    func escaped(_ value: String) -> String {
        switch self {
        case .none: value
        case .percent: Escapes.percentEncoded(value)
        case .json: value.unicodeScalars.map(Self.json).joined()
        case .xml: value.unicodeScalars.map(Self.xml).joined()
        }
    }

    /// RFC 8259 section 7.
    private static func json(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case _ where scalar.value < 0x20:
            "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }

    /// XML 1.0 section 2.4, for elements and attributes alike.
    private static func xml(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "\n": "&#10;"
        case _ where scalar.value < 0x20: " "
        default: String(scalar)
        }
    }
}
