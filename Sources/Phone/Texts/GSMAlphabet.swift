/// The default alphabet of text messages (3GPP TS 23.038 section 6.2.1, formerly GSM 03.38).
enum GSMAlphabet {
    /// One septet each. The carriage return and the escape have no place in our texts.
    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    /// Two septets each: an escape goes before them (section 6.2.1.1).
    private static let extended = Set("^{}\\[~]|€".unicodeScalars)

    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        basic.contains(scalar) || extended.contains(scalar)
    }

    /// The septets of each character; nil when one is in neither table.
    static func septets(of text: String) -> [Int]? {
        var sizes: [Int] = []
        for scalar in text.unicodeScalars {
            guard contains(scalar) else { return nil }
            sizes.append(basic.contains(scalar) ? 1 : 2)
        }
        return sizes
    }
}
