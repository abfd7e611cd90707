/// Finds what looks like an answer code, anywhere in a text.
package enum AnswerCodeSearch {
    /// The codes, and the text without them.
    package static func codes(in text: String) -> (codes: [AnswerCode], rest: String) {
        var codes: [AnswerCode] = []
        var rest = ""
        var (place, kept, isInWord) = (text.startIndex, text.startIndex, false)
        while place < text.endIndex {
            let character = text[place]
            if !isInWord, character.isASCII, let (code, end) = code(text[place...]) {
                if !codes.contains(code) { codes.append(code) }
                rest += text[kept..<place] + " "
                (place, kept) = (end, end)
            } else {
                isInWord = isLetter(character)
                place = text.index(after: place)
            }
        }
        return (codes, rest + text[kept...])
    }

    /// Eight letters and digits in two fours, with at most one separator between, and none after.
    private static func code(_ text: Substring) -> (AnswerCode, String.Index)? {
        guard let first = text.first, isLetter(first) else { return nil }
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
