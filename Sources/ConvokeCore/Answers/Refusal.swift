/// Whether somebody says no, in Vietnamese or English; yes where no "no" is in it.
///
/// Vietnamese asks with the same word with which it denies ("… được không?"), and says "không sao"
/// for "never mind": only a "no" on its own, or before a word for taking part, is one.
package enum Refusal {
    package enum Word: Hashable, Sendable {
        case yes
        case no
        /// A "no" is in it, and it may belong to anything: nobody but a person can tell.
        case unclear
    }

    private static let noes: Set = [
        "khong", "ko", "khg", "hok", "chang", "no", "not", "nope", "cannot",
    ]
    /// "Not yet": it is no refusal, and no acceptance.
    private static let notYet = "chua"
    /// What may stand beside a "no" that is on its own.
    private static let manners: Set = [
        "a", "da", "em", "anh", "chi", "ong", "ba", "toi", "xin", "thua", "bao", "cao", "thank",
        "thanks", "you", "sorry", "please", "cam", "on", "rat", "tiec",
    ]
    private static let deeds: Set = [
        "du", "tham", "the", "den", "hop", "di", "duoc", "dong", "attend", "attending", "come",
        "coming", "able", "join", "participate", "available",
    ]
    private static let longDeeds = [
        "co mat", "toi duoc", "bo tri duoc", "sap xep duoc", "be able", "be there",
    ]
    private static let absences = ["vang mat", "phep vang", "tu choi", "decline", "unable to"]

    package static func word(_ said: SaidWords) -> Word {
        let (text, words) = (said.text, said.words)
        let places = words.indices.filter { noes.contains(words[$0]) }
        switch absence(text, words) {
        // "Cannot come, will be absent" is said twice; "cannot be absent" is not.
        case .no: return places.allSatisfy { deniesComing(words[($0 + 1)...]) } ? .no : .unclear
        case .unclear: return .unclear
        case .yes: break
        }
        if words.contains(notYet) { return .unclear }
        if places.isEmpty { return .yes }
        let others = words.filter { !noes.contains($0) && !manners.contains($0) }
        if others.isEmpty, places.count == 1, words[places[0]] != "not" { return .no }
        let isQuestion = places.last == words.indices.last
        let isDenied = places.contains { isDeed(words[($0 + 1)...]) }
        return isDenied && !isQuestion ? .no : .unclear
    }

    /// Without diacritics `vắng`, absent, and `vâng`, yes, are the same.
    private static func absence(_ text: String, _ words: [String]) -> Word {
        let line = words.joined(separator: " ")
        let text = text.lowercased()
        if text.contains("vắng") || absences.contains(where: { line.contains($0) }) { return .no }
        let isEither = line.contains("xin vang") || line.contains("se vang")
        return isEither && !text.contains("vâng") ? .unclear : .yes
    }

    /// Whether the words begin with coming itself, or being able to.
    private static func deniesComing(_ tail: ArraySlice<String>) -> Bool {
        let rest = tail.drop { ["the", "co", "be", "able", "to"].contains($0) }
        return rest.first.map(comings.contains) ?? false
    }

    private static let comings: Set = [
        "du", "tham", "den", "hop", "attend", "come", "join", "participate",
    ]

    private static func isDeed(_ tail: ArraySlice<String>) -> Bool {
        guard let next = tail.first else { return false }
        let line = tail.prefix(4).joined(separator: " ")
        return deeds.contains(next) || longDeeds.contains { line.hasPrefix($0) }
    }
}
