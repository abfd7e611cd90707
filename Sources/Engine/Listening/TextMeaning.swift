import ConvokeCore

/// What the words of a text say that somebody sent to the office.
struct TextMeaning: Equatable {
    enum Word: Equatable {
        case yes
        case no
        /// A "no" is in it, and it may belong to anything: nobody but a person can tell.
        case unclear
    }

    /// What has an answer code's form and check character, in their order. One ordinary pair of words
    /// in thirty has them too: whether somebody holds a code says the book.
    let codes: [AnswerCode]
    let word: Word
    /// Whether it says that the number is not whose we think it is.
    let isFromStranger: Bool

    init(_ text: String) {
        let found = CodeSearch.codes(in: text)
        codes = found.codes
        let words = Self.words(of: found.rest)
        word = Refusal.word(CleanText.composed(text), words)
        let line = words.joined(separator: " ")
        isFromStranger = Self.strangers.contains { line.contains($0) }
    }

    private static let strangers = [
        "nham so", "sai so", "nham nguoi", "wrong number", "khong quen", "khong phai toi",
    ]

    /// Without case and diacritics: half of all texts are written without them.
    private static func words(of text: String) -> [String] {
        CleanText.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

/// Finds what looks like an answer code, anywhere in a text.
private enum CodeSearch {
    /// The codes, and the text without them.
    static func codes(in text: String) -> (codes: [AnswerCode], rest: String) {
        var codes: [AnswerCode] = []
        var rest = ""
        var place = text.startIndex
        while place < text.endIndex {
            let isStart = place == text.startIndex || !isLetter(text[text.index(before: place)])
            if isStart, let (code, end) = code(text[place...]) {
                if !codes.contains(code) { codes.append(code) }
                rest += " "
                place = end
            } else {
                rest.append(text[place])
                place = text.index(after: place)
            }
        }
        return (codes, rest)
    }

    /// Eight letters and digits in two fours, with at most one separator between, and none after.
    private static func code(_ text: Substring) -> (AnswerCode, String.Index)? {
        var tail = text.dropFirst(4)
        if let mark = tail.first, " -.\u{2010}\u{2011}\u{2013}".contains(mark) {
            tail = tail.dropFirst()
        }
        let (left, right) = (text.prefix(4), tail.prefix(4))
        tail = tail.dropFirst(4)
        guard (left + right).allSatisfy(isLetter), tail.first.map({ !isLetter($0) }) ?? true,
            let code = AnswerCode(parsing: String(left + right))
        else { return nil }
        return (code, tail.startIndex)
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}

/// Whether somebody says no, in Vietnamese or English.
///
/// Vietnamese asks with the same word with which it denies ("… được không?"), and says "không sao"
/// for "never mind": only a "no" on its own, or before a word for taking part, is one.
private enum Refusal {
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

    static func word(_ text: String, _ words: [String]) -> TextMeaning.Word {
        let places = words.indices.filter { noes.contains(words[$0]) }
        switch absence(text, words) {
        // "Cannot be absent" and the like.
        case .no where !places.isEmpty: return .unclear
        case .no: return .no
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
    private static func absence(_ text: String, _ words: [String]) -> TextMeaning.Word {
        let line = words.joined(separator: " ")
        let text = text.lowercased()
        if text.contains("vắng") || absences.contains(where: { line.contains($0) }) { return .no }
        let isEither = line.contains("xin vang") || line.contains("se vang")
        return isEither && !text.contains("vâng") ? .unclear : .yes
    }

    private static func isDeed(_ tail: ArraySlice<String>) -> Bool {
        guard let next = tail.first else { return false }
        let line = tail.joined(separator: " ")
        return deeds.contains(next) || longDeeds.contains { line.hasPrefix($0) }
    }
}
