/// Makes a mail wrong in ways that mails are wrong in.
package enum Mutation {
    package static func mutated(_ octets: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...12, using: &dice) {
            change(&octets, &dice)
            if octets.count > longest { octets.removeLast(octets.count - longest) }
        }
        return octets
    }

    private static let longest = 1 << 20

    private static func change(_ octets: inout [UInt8], _ dice: inout Dice) {
        guard !octets.isEmpty else { return octets = Array("a".utf8) }
        let place = Int.random(in: 0..<octets.count, using: &dice)
        let end = min(octets.count, place + Int.random(in: 1...200, using: &dice))
        switch Int.random(in: 0..<11, using: &dice) {
        case 0: octets[place] = UInt8.random(in: .min ... .max, using: &dice)
        case 1: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 2: octets.removeSubrange(place..<end)
        case 3: octets.insert(contentsOf: octets[place..<end], at: place)
        case 4, 5, 6: octets.insert(contentsOf: word(&dice), at: place)
        case 7: octets.removeSubrange(place...)
        case 8: octets.insert(contentsOf: repeated(&dice), at: place)
        case 9: splice(&octets, place, &dice)
        default: octets = lineEnds(octets, &dice)
        }
    }

    /// What means something to a reader of mail.
    private static let words = [
        "\r\n", "\n", "\r", "\n\n", "\0", "--", "--\n", "=", "=?", "?=", "=?utf-8?B?",
        "=?x?q?=ff?=",
        "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", "--b--\n", "\n--r/1\n",
        "\nContent-Type: message/rfc822\n\n", "\nContent-Transfer-Encoding: base64\n",
        "\nContent-Transfer-Encoding: quoted-printable\n", "\nContent-Type: text/html\n\n",
        "; charset=utf-16", "; charset=utf-7", "; charset=iso-2022-jp", "; charset=gb18030",
        "; filename*0*=utf-8''%ff", "; name=\"../../a\"", "; boundary=", "<!--", "<script>",
        "</div>",
        "<blockquote>", "<a href='", "&#x10FFFF;", "&#0;", "> ", "\nOn 1 x wrote:\n", "\n-- \n",
        "\nFrom: a\nSent: b\nTo: c\n", "From a\n", "\u{202E}", "\u{1F468}\u{200D}\u{1F469}", "́",
        "không", "xác nhận tham dự", "K7QF-3MXA", "\u{FEFF}", "::", "\n \n", "\t",
    ]

    private static func word(_ dice: inout Dice) -> [UInt8] {
        Array((words.randomElement(using: &dice) ?? "").utf8)
    }

    private static func repeated(_ dice: inout Dice) -> [UInt8] {
        let word = word(&dice)
        return Array((0..<Int.random(in: 2...400, using: &dice)).map { _ in word }.joined())
    }

    private static func splice(_ octets: inout [UInt8], _ place: Int, _ dice: inout Dice) {
        guard let other = SeedMails.all.randomElement(using: &dice) else { return }
        let tail = Array(other.text.utf8)
        octets.replaceSubrange(
            place..., with: tail[Int.random(in: 0..<tail.count, using: &dice)...])
    }

    private static func lineEnds(_ octets: [UInt8], _ dice: inout Dice) -> [UInt8] {
        let end = ["\r\n", "\r", "\r\r\n", "\n"].randomElement(using: &dice) ?? "\n"
        return octets.flatMap { $0 == UInt8(ascii: "\n") ? Array(end.utf8) : [$0] }
    }
}
