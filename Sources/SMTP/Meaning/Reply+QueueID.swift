package import ConvokeCore

extension Reply {
    /// The name under which the server keeps the message, as far as its words give one; with it, whoever
    /// runs the server finds the message in its log. There is no standard for it.
    package var queueID: String? {
        guard (200..<300).contains(code) else { return nil }
        let words = ReplyWords(lines)
        return words.after("queued", "as")  // Postfix
            ?? words.valued("id=") ?? words.valued("ids=")  // Exim, KumoMTA
            ?? words.valued("[internalid=")  // Exchange
            ?? words.before("message", "accepted")  // Sendmail, OpenSMTPD
            ?? words.before("-", "gsmtp")  // Google
            ?? words.qmail
            ?? words.after("message", "queued")  // Haraka
            ?? words.bare  // Amazon
    }
}

/// A reply's words. It is asked once for each message that is accepted, so it works on bytes: what is
/// looked for is ASCII, in upper or lower case.
private struct ReplyWords {
    private let words: [Substring.UTF8View]

    init(_ lines: [String]) {
        words = lines.flatMap { $0[...].utf8.split(separator: UInt8(ascii: " ")) }
    }

    /// The word after two others.
    func after(_ first: StaticString, _ second: StaticString) -> String? {
        guard let place = place(first, second), place + 2 < words.count else { return nil }
        return trimmed(words[place + 2])
    }

    /// The word before two others, unless it is a status code.
    func before(_ first: StaticString, _ second: StaticString) -> String? {
        guard let place = place(first, second), place > 0,
            EnhancedStatus(leading: Substring(words[place - 1])) == nil
        else { return nil }
        return trimmed(words[place - 1])
    }

    /// What follows in the same word.
    func valued(_ start: StaticString) -> String? {
        words.first { begins($0, start) }.flatMap { trimmed($0.dropFirst(start.utf8CodeUnitCount)) }
    }

    /// `ok 1700000000 qp 12345`.
    var qmail: String? {
        guard let place = words.firstIndex(where: { isSame($0, "qp") }), place + 1 < words.count
        else { return nil }
        return "qp \(Substring(words[place + 1]))"
    }

    /// `Ok 0102018c…`: a long word of hexadecimal digits and hyphens.
    var bare: String? {
        let isPart = { (byte: UInt8) in
            byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                || (0x61...0x66).contains(byte | 0x20)
        }
        return words.first { $0.count >= 20 && $0.allSatisfy(isPart) }.map { String(Substring($0)) }
    }

    /// Where the two stand one after the other.
    private func place(_ first: StaticString, _ second: StaticString) -> Int? {
        words.indices.dropLast().first {
            isSame(words[$0], first) && isSame(words[$0 + 1], second)
        }
    }

    private func isSame(_ word: Substring.UTF8View, _ wanted: StaticString) -> Bool {
        word.count == wanted.utf8CodeUnitCount && begins(word, wanted)
    }

    /// `wanted` in lower case.
    private func begins(_ word: Substring.UTF8View, _ wanted: StaticString) -> Bool {
        var index = 0
        for byte in word.prefix(wanted.utf8CodeUnitCount) {
            let isCapital = (0x41...0x5A).contains(byte)
            guard (isCapital ? byte | 0x20 : byte) == wanted.utf8Start[index] else { return false }
            index += 1
        }
        return index == wanted.utf8CodeUnitCount
    }

    private static let punctuation = Array("(),;][<>.".utf8)

    /// Without punctuation around it.
    private func trimmed(_ word: Substring.UTF8View) -> String? {
        var word = word
        while let last = word.last, Self.punctuation.contains(last) { word.removeLast() }
        while let first = word.first, Self.punctuation.contains(first) { word.removeFirst() }
        return word.isEmpty ? nil : String(Substring(word))
    }
}
