/// What one look at the cases of a conference came to.
struct Climbed {
    /// How many cases began.
    var opened = 0
    /// How many calls were put on the sheet.
    var calls = 0
    /// Who was to be reached, and was not when the moment came that mattered: names.
    var missed: [String] = []
    /// How many cases have nobody left who could be called, and nobody was reached.
    var exhausted = 0

    /// What somebody should know, in sentences.
    var news: [String] {
        var news: [String] = []
        if opened + calls > 0 {
            let words = opened == 1 ? "1 case goes" : "\(opened) cases go"
            news.append("\(words) to the telephone, \(calls) new on the call sheet")
        }
        if !missed.isEmpty {
            let names = missed.prefix(Self.named).joined(separator: ", ")
            let more = missed.count > Self.named ? " and \(missed.count - Self.named) more" : ""
            news.append("\(missed.count) not reached in time: \(names)\(more)")
        }
        return news
    }

    private static let named = 5
}
