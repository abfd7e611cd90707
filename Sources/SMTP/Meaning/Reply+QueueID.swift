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
    private typealias Word = Range<Int>

    /// All lines, with a space between them.
    private var bytes: [UInt8] = []
    private var words: [Word] = []

    init(_ lines: [String]) {
        words.reserveCapacity(8)
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.utf8.count + 1 })
        for line in lines {
            bytes.append(line)
            bytes.append(UInt8(ascii: " "))
        }
        var start = 0
        for end in bytes.indices where bytes[end] == UInt8(ascii: " ") {
            if end > start { words.append(start..<end) }
            start = end + 1
        }
    }

    /// The word after two others.
    func after(_ first: StaticString, _ second: StaticString) -> String? {
        guard let place = place(first, second), place + 2 < words.count else { return nil }
        return trimmed(words[place + 2])
    }

    /// The word before two others, unless it is a status code.
    func before(_ first: StaticString, _ second: StaticString) -> String? {
        guard let place = place(first, second), place > 0,
            EnhancedStatus(leading: text(words[place - 1])) == nil
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
        return "qp " + text(words[place + 1])
    }

    /// `Ok 0102018c…`: a long word of hexadecimal digits and hyphens.
    var bare: String? {
        let isPart = { (byte: UInt8) in
            byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
                || (0x61...0x66).contains(byte | 0x20)
        }
        return words.first { $0.count >= 20 && bytes[$0].allSatisfy(isPart) }.map(text)
    }

    private func text(_ word: Word) -> String { String(decoding: bytes[word], as: UTF8.self) }

    /// Where the two stand one after the other.
    private func place(_ first: StaticString, _ second: StaticString) -> Int? {
        words.indices.dropLast().first {
            isSame(words[$0], first) && isSame(words[$0 + 1], second)
        }
    }

    private func isSame(_ word: Word, _ wanted: StaticString) -> Bool {
        word.count == wanted.utf8CodeUnitCount && begins(word, wanted)
    }

    /// `wanted` in lower case.
    private func begins(_ word: Word, _ wanted: StaticString) -> Bool {
        if word.count < wanted.utf8CodeUnitCount { return false }
        for index in 0..<wanted.utf8CodeUnitCount {
            let byte = bytes[word.lowerBound + index]
            let isCapital = (0x41...0x5A).contains(byte)
            guard (isCapital ? byte | 0x20 : byte) == wanted.utf8Start[index] else { return false }
        }
        return true
    }

    /// Without punctuation around it.
    private func trimmed(_ word: Word) -> String? {
        let isPart = { (byte: UInt8) in !"(),;][<>.".utf8.contains(byte) }
        guard let first = bytes[word].firstIndex(where: isPart),
            let last = bytes[word].lastIndex(where: isPart)
        else { return nil }
        return text(first..<last + 1)
    }
}
