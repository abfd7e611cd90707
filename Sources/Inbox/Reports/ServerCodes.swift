/// The codes in a server's words: enhanced ones and basic ones, in their order.
struct ServerCodes: Sendable {
    /// How much a number must look like a code.
    enum Care: Sendable {
        /// In a diagnostic: numbers there are codes.
        case diagnostic
        /// In a text for people, with dates, sizes and versions.
        case prose
    }

    private(set) var enhanced: [EnhancedStatus] = []
    /// An enhanced one that follows a basic one, as RFC 2034 has it.
    private(set) var paired: EnhancedStatus?
    private(set) var replies: [Int] = []

    /// What the server said first, where it said something.
    var status: EnhancedStatus? { paired ?? enhanced.first { !$0.isVague } ?? enhanced.first }
    var reply: Int? { replies.first }

    init(_ text: some StringProtocol, care: Care = .diagnostic) {
        let bytes = Array(String(text.prefix(FoldedText.limit)).utf8)
        var place = 0
        var afterReply = false
        while place < bytes.count {
            guard Self.isDigit(bytes[place]) else {
                if !Self.isGlue(bytes[place]) { afterReply = false }
                place += 1
                continue
            }
            let end = Self.end(of: place, in: bytes)
            afterReply = read(bytes, place, end, afterReply: afterReply, care)
            place = max(end, place + 1)
        }
    }

    /// Reads one number; says whether it was a basic code.
    private mutating func read(
        _ bytes: [UInt8], _ start: Int, _ end: Int, afterReply: Bool, _ care: Care
    ) -> Bool {
        guard Self.standsFree(bytes, start, end) else { return false }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if let status = EnhancedStatus(text) {
            if afterReply {
                if paired == nil { paired = status }
                enhanced.append(status)
            } else if care == .diagnostic || Self.isMarked(bytes, start) {
                enhanced.append(status)
            }
            return false
        }
        guard text.utf8.count == 3, let number = Int(text), StatusRule.isReply(number) else {
            return false
        }
        if care == .prose && !Self.isReply(bytes, start, end) { return false }
        replies.append(number)
        return true
    }

    /// The end of a run of digits and single points, without a point at its end.
    private static func end(of start: Int, in bytes: [UInt8]) -> Int {
        var end = start
        while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        return end
    }

    /// No letter, and nothing that addresses and host names go on with, on either side.
    private static func standsFree(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        if start > 0 {
            let before = bytes[start - 1]
            if isLetter(before) || "-_/@.=+$".utf8.contains(before) { return false }
        }
        guard end < bytes.count else { return true }
        let after = bytes[end]
        if isLetter(after) || "_/@=%".utf8.contains(after) { return false }
        return after != UInt8(ascii: "-") || end - start == 3
    }

    private static func isMarked(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard start > 0 else { return true }
        if "#(\n<[".utf8.contains(bytes[start - 1]) { return true }
        guard bytes[start - 1] == 0x20 else { return false }
        guard start > 1 else { return true }
        return ":;#\n ".utf8.contains(bytes[start - 2])
            || String(decoding: bytes[max(0, start - 8)..<start], as: UTF8.self).lowercased()
                .hasSuffix("error ")
    }

    /// In prose, a basic code stands at the start of a line or after a mark, and words follow.
    private static func isReply(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard end < bytes.count, " -#:\n)>],;".utf8.contains(bytes[end]) else { return false }
        let next = String(decoding: bytes[(end + 1)...].prefix(16), as: UTF8.self).lowercased()
        if measures.contains(where: { next.hasPrefix($0) }) { return false }
        var before = start
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        if before == 0 || "\n:;(<[\"'#>,.".utf8.contains(bytes[before - 1]) { return true }
        let lead = String(decoding: bytes[max(0, before - 12)..<before], as: UTF8.self).lowercased()
        return [
            "error", "code", "said", "smtp", "status", "response", "reply", "with", "was",
            "returned",
        ]
        .contains { lead.hasSuffix($0) }
    }

    /// What is counted by numbers that are no codes.
    private static let measures = [
        "messages", "bytes", "octets", "kb", "mb", "kilobytes", "days", "hours", "minutes",
        "seconds",
        "recipients", "people", "users", "characters", "lines", "mails", "emails", "times",
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    /// What may stand between a basic and an enhanced code.
    private static func isGlue(_ byte: UInt8) -> Bool { " -#:([<\t\n".utf8.contains(byte) }
}
