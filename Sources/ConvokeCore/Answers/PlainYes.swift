/// Whether a short text says yes, in Vietnamese or English, and nothing else.
///
/// Every word of it has to be known: a yes, a courtesy, or "received" beside a yes. Whoever sends no more
/// than the answer code and a courtesy says yes. All else a person has to read.
package enum PlainYes {
    /// - Parameter said: the text without its answer codes.
    package static func isSaid(_ said: SaidWords) -> Bool {
        guard said.text.unicodeScalars.allSatisfy(mayStand) else { return false }
        let rest = acceptances.removed(from: said.words)
        if rest.allSatisfy(isKnown) { return true }
        return rest.contains(mark) && receipts.removed(from: rest).allSatisfy(isKnown)
    }

    /// What stands where a phrase was.
    private static let mark = "/"

    private static func isKnown(_ word: String) -> Bool {
        word == mark || courtesies.contains(word)
    }

    /// A question is no answer, and a picture only where everybody knows it for a yes.
    private static func mayStand(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "?" || scalar == "\u{FF1F}" { return false }
        return scalar.properties.generalCategory != .otherSymbol || pictures.contains(scalar)
    }

    /// Thumbs up, the ring of the fingers, folded hands, check marks.
    private static let pictures: Set<Unicode.Scalar> = [
        "\u{1F44D}", "\u{1F44C}", "\u{1F64F}", "\u{2705}", "\u{2611}", "\u{2714}",
    ]

    private static let acceptances = PhraseList([
        "yes", "yep", "yeah", "ok", "oke", "okay", "okie", "ok roi", "co", "vang", "du",
        "dong y", "nhat tri", "xac nhan", "da xac nhan", "tham du", "tham gia", "co mat",
        "co mat day du", "se du", "se du day du", "se tham du", "se tham gia", "se co mat",
        "se den", "se den du", "du day du", "tham du day du", "tham gia day du",
        "xin dang ky", "da dang ky", "da dang ky xong", "da gui dang ky", "dang ky roi",
        "da bao cao", "da gui bao cao", "da nop bao cao", "bao cao roi", "da gui", "gui roi",
        "da nop", "nop roi", "da gui danh sach", "da nop danh sach", "da lam", "lam roi",
        "da thuc hien", "da hoan thanh", "hoan thanh", "da xong", "xong", "xong roi",
        "confirm", "confirmed", "agree", "agreed", "accept", "accepted", "attending", "coming",
        "will attend", "will come", "will join", "will be there", "registered",
        "have registered", "reported", "have reported", "submitted", "sent", "done", "completed",
    ])

    /// That it has come says neither yes nor no.
    private static let receipts = PhraseList([
        "da nhan", "da nhan duoc", "nhan duoc", "received", "have received",
    ])

    private static let courtesies: Set = [
        "a", "da", "em", "anh", "chi", "ong", "ba", "toi", "chung", "don", "vi", "xin", "thua",
        "kinh", "bao", "cao", "cam", "on", "tran", "trong", "nhe", "ma", "va", "code", "and", "i",
        "we", "dear", "thank", "thanks", "you",
    ]
}
