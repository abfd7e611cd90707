import Foundation

/// Vietnamese, and whatever else, in letters that every phone and every tariff knows.
enum PlainLetters {
    /// Typography and currency that have a plain neighbour.
    private static let neighbours: [Unicode.Scalar: String] = [
        "đ": "d", "Đ": "D", "–": "-", "—": "-", "‑": "-", "−": "-", "•": "-", "·": "-",
        "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'",
        "…": "...", "\u{A0}": " ", "\u{202F}": " ", "\u{2009}": " ", "₫": "d", "×": "x",
        "→": "->", "°": "o", "\u{200B}": "", "\u{FEFF}": "", "\u{200E}": "", "\u{200F}": "",
    ]

    /// The text without diacritics, in the default alphabet alone. What has no plain form becomes
    /// `?`: one such character would otherwise make the whole text three times as long.
    static func of(_ text: String) -> String {
        text.decomposedStringWithCanonicalMapping.unicodeScalars.map(plain).joined()
    }

    private static func plain(_ scalar: Unicode.Scalar) -> String {
        if let neighbour = neighbours[scalar] { return neighbour }
        if scalar.properties.generalCategory == .nonspacingMark { return "" }
        return GSMAlphabet.contains(scalar) ? String(scalar) : "?"
    }
}
