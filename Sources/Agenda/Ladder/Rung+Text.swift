import ConvokeCore

extension Rung {
    /// As it is kept: one line, a JSON array of strings (RFC 8259). The same rung has the same bytes
    /// always.
    package var text: String {
        JSONLine.text(["rung", channel.rawValue, target.rawValue, contact, String(wait)] + numbers)
    }

    /// Reads that line; nil when it is none, or says what no rung is: mail, a text to several numbers
    /// or to none, a call without a number, a negative wait.
    package static func parse(_ line: some StringProtocol) -> Rung? {
        guard let fields = JSONLine.fields(line.utf8), fields.count > 5, fields[0] == "rung",
            let channel = Channel(rawValue: fields[1]), channel != .email,
            let target = Step.Target(rawValue: fields[2]), let wait = Int(fields[4]), wait >= 0
        else { return nil }
        let numbers = Array(fields.dropFirst(5))
        guard channel == .call || numbers.count == 1 else { return nil }
        return Rung(
            channel: channel, target: target, contact: fields[3], numbers: numbers, wait: wait)
    }
}

extension Ladder {
    /// A frozen ladder as it is kept: a line for each rung.
    package static func text(_ rungs: [Rung]) -> String {
        rungs.map { $0.text + "\n" }.joined()
    }

    /// Reads that text; nil when a line of it is no rung, or the last one is cut short.
    package static func parse(_ text: String) -> [Rung]? {
        guard text.isEmpty || text.utf8.last == UInt8(ascii: "\n") else { return nil }
        let lines = text.split(separator: "\n")
        let rungs = lines.compactMap { Rung.parse($0) }
        return rungs.count == lines.count ? rungs : nil
    }
}
