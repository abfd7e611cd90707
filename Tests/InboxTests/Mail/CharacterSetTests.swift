import Foundation
import MailFuzz
import Testing

@testable import Inbox

@Suite("A character set")
struct CharacterSetTests {
    private static let cases: [(String?, [UInt8], String)] = [
        ("utf-8", [0xC3, 0xA1], "á"), ("UTF8", [0xC3, 0xA1], "á"), ("utf-8", [0xC3], "\u{FFFD}"),
        ("iso-8859-1", [0xE1, 0x80], "á€"), ("windows-1258", [0x56, 0xE3, 0x6E], "Văn"),
        ("windows-1258", [0x61, 0xEC], "á"), ("cp1258", [0xD0], "Đ"), ("koi8-r", [0xC1], "а"),
        ("utf-16le", [0x61, 0, 0xE1, 0], "aá"), ("utf-16", [0xFF, 0xFE, 0x61, 0], "a"),
        ("gb2312", [0xC4, 0xE3], "你"), ("Shift_JIS", [0x82, 0xA0], "あ"),
        ("big5", [0xA7, 0x41], "你"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
        ("ks_c_5601-1987", [0xB0, 0xA1], "가"), ("iso-8859-15", [0xA4], "€"),
        ("utf-7", Array("+AOE-".utf8), "á"),
        ("iso-8859-8-i", [0xE0], "א"), ("us-ascii", [0xC3, 0xA1], "á"), ("us-ascii", [0xE1], "á"),
        (nil, [0xC3, 0xA1], "á"), (nil, [0xE1], "á"), ("x-unknown", [0xE1], "á"),
        ("", [0xC3, 0xA1], "á"), ("UTF-8//IGNORE", [0xC3, 0xA1], "á"), ("../../x", [0x61], "a"),
        ("gb18030", [0xC4], "\u{FFFD}"), ("shift_jis", [0x82, 0x20, 0x61], "\u{FFFD} a"),
    ]

    @Test("is undone, whatever its name, and a wrong one does no harm", arguments: cases)
    func decoded(_ name: String?, _ octets: [UInt8], _ text: String) {
        #expect(CharacterSet.text(octets[...], name).text == text, "\(name ?? "none")")
    }

    @Test("gives no more than there is room for, in whole letters")
    func limit() {
        for (name, octet) in [("iso-8859-1", 0xE1), ("utf-8", 0xFF), ("gb18030", 0x61)] {
            let octets = [UInt8](repeating: UInt8(octet), count: 30_000)
            for limit in [0, 1, 2, 3, 10_001] {
                let text = CharacterSet.text(octets[...], name, limit: limit)
                #expect(text.isCut)
                #expect(text.text.utf8.count <= limit)
                #expect(text.text.utf8.count > limit - 4)
            }
        }
    }

    @Test(
        "reads any octets",
        arguments: [
            "utf-7", "utf-16", "utf-16be", "utf-32", "gb18030", "hz-gb-2312", "big5-hkscs",
            "shift_jis", "euc-jp", "iso-2022-jp", "iso-2022-kr", "euc-kr", "viscii", "tcvn",
            "windows-1258", "windows-1255", "windows-874", "macintosh", "koi8-u", "iso-8859-16",
            "cp437",
        ])
    func random(_ name: String) {
        let given = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) }
        let seed = given ?? 1_623
        var dice = Dice(seed: seed)
        for _ in 0..<100 {
            let count = Int.random(in: 0...300, using: &dice)
            let octets = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
            let text = CharacterSet.text(octets[...], name, limit: 200).text
            #expect(text.utf8.count <= 200, "seed \(seed)")
        }
    }
}
