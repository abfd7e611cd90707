package import ConvokeCore

extension Reply {
    /// The name under which the server keeps the message, as far as its words give one; with it, whoever
    /// runs the server finds the message in its log. There is no standard for it.
    package var queueID: String? {
        guard (200..<300).contains(code) else { return nil }
        let words = lines.flatMap { $0.split(separator: " ").map(String.init) }
        return after("queued as", words)  // Postfix
            ?? valued("id=", words) ?? valued("ids=", words)  // Exim, KumoMTA
            ?? valued("[InternalId=", words)  // Exchange
            ?? before("Message accepted", words)  // Sendmail, OpenSMTPD
            ?? before("- gsmtp", words)  // Google
            ?? qmail(words)
            ?? after("Message Queued", words)  // Haraka
            ?? bare(words)  // Amazon
    }

    private static let punctuation: Set<Character> = ["(", ")", ",", ";", "]", "[", "<", ">", "."]

    private func trimmed(_ word: String) -> String? {
        var word = Substring(word)
        while let last = word.last, Self.punctuation.contains(last) { word.removeLast() }
        while let first = word.first, Self.punctuation.contains(first) { word.removeFirst() }
        return word.isEmpty ? nil : String(word)
    }

    /// Where the phrase stands among the words, upper and lower case being one.
    private func place(_ phrase: String, _ words: [String]) -> Range<Int>? {
        let wanted = phrase.lowercased().split(separator: " ").map(String.init)
        let given = words.map { $0.lowercased() }
        guard given.count >= wanted.count else { return nil }
        for start in 0...(given.count - wanted.count)
        where Array(given[start..<start + wanted.count]) == wanted {
            return start..<start + wanted.count
        }
        return nil
    }

    private func after(_ phrase: String, _ words: [String]) -> String? {
        guard let range = place(phrase, words), range.upperBound < words.count else { return nil }
        return trimmed(words[range.upperBound])
    }

    private func before(_ phrase: String, _ words: [String]) -> String? {
        guard let range = place(phrase, words), range.lowerBound > 0,
            EnhancedStatus(leading: words[range.lowerBound - 1]) == nil
        else { return nil }
        return trimmed(words[range.lowerBound - 1])
    }

    private func valued(_ start: String, _ words: [String]) -> String? {
        words.first { $0.lowercased().hasPrefix(start.lowercased()) }
            .flatMap { trimmed(String($0.dropFirst(start.count))) }
    }

    /// `ok 1700000000 qp 12345`.
    private func qmail(_ words: [String]) -> String? {
        guard let range = place("qp", words), range.upperBound < words.count else { return nil }
        return "qp \(words[range.upperBound])"
    }

    /// `Ok 0102018c…`: a long word of hexadecimal digits and hyphens.
    private func bare(_ words: [String]) -> String? {
        words.first { $0.count >= 20 && $0.allSatisfy { $0.isHexDigit || $0 == "-" } }
    }
}
