import ConvokeCore
import Testing

@testable import Addresses

@Suite("A mail address")
struct EmailAddressTests {
    private static let good: [(text: String, wire: String)] = [
        ("vanphong@tinhuy.example", "vanphong@tinhuy.example"),
        ("Van.Phong+hop@TinhUy.Example", "Van.Phong+hop@tinhuy.example"),
        ("a@b.example", "a@b.example"),
        ("!#$%&'*+-/=?^_`{|}~@b.example", "!#$%&'*+-/=?^_`{|}~@b.example"),
        ("văn-phòng@tinhuy.example", "văn-phòng@tinhuy.example"),
        ("用户@例え.example", "用户@xn--r8jz45g.example"),
        ("a@tỉnhủy.example", "a@xn--tnhy-vw5a2h.example"),
        ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
        ("a@[127.0.0.1]", "a@[127.0.0.1]"),
        ("a@[IPv6:2001:DB8:0::1]", "a@[IPv6:2001:db8::1]"),
        ("\"van phong\"@b.example", "\"van phong\"@b.example"),
        ("\"a@b\"@c.example", "\"a@b\"@c.example"),
        ("\"simple\"@b.example", "simple@b.example"),
        (#""a\"b"@c.example"#, #""a\"b"@c.example"#),
        (#""\a\.b"@c.example"#, "a.b@c.example"),
        ("1@2.example", "1@2.example"),
        ("a@r3---sn.example", "a@r3---sn.example"),
    ]

    @Test("is read and written as it goes over the wire", arguments: good)
    func reads(text: String, wire: String) throws {
        #expect(try EmailAddress(parsing: text).wire == wire)
    }

    private static let bad: [(text: String, error: EmailAddressError)] = [
        ("", .empty),
        ("vanphong", .noAt),
        ("a@@b.example", .severalAts),
        ("a@b@c.example", .severalAts),
        ("a@b.example,c@d.example", .severalAddresses),
        ("@b.example", .noLocalPart),
        ("\"\"@b.example", .noLocalPart),
        ("a@", .noDomain),
        ("a b@c.example", .space),
        (" a@c.example", .space),
        ("a\u{A0}b@c.example", .space),
        ("a@c.example ", .space),
        ("Anna <a@b.example>", .angleBrackets),
        ("\"<a>\"@b.example", .angleBrackets),
        ("\"a@b.example", .unclosedQuote),
        (#""a\"@b.example"#, .unclosedQuote),
        ("\"a\"b@c.example", .characterAfterQuote),
        (".a@b.example", .leadingDot),
        ("a.@b.example", .trailingDot),
        ("a..b@c.example", .doubleDot),
        ("a@b..example", .doubleDot),
        ("a@.b.example", .domainLeadingDot),
        ("a@b.example.", .domainTrailingDot),
        ("a@vanphong", .domainWithoutDot),
        ("a@127.0.0.1", .numericDomain),
        ("a@-b.example", .hyphenAtEdge),
        ("a@b-.example", .hyphenAtEdge),
        ("a@b_c.example", .characterInDomain("_")),
        ("a@b!.example", .characterInDomain("!")),
        ("a@b,example", .characterInDomain(",")),
        ("a(b)@c.example", .character("(")),
        ("a\"b@c.example", .character("\"")),
        ("a;b@c.example", .character(";")),
        ("a\u{200B}b@c.example", .character("\u{200B}")),
        ("a\u{200F}b@c.example", .character("\u{200F}")),
        ("a@[300.1.1.1]", .badLiteral),
        ("a@[127.0.0.1", .badLiteral),
        ("a@[IPv6:zz]", .badLiteral),
        ("a@[tag:x]", .badLiteral),
    ]

    @Test("is refused with what is wrong", arguments: bad)
    func refuses(text: String, error: EmailAddressError) {
        #expect(throws: error) { try EmailAddress(parsing: text) }
    }

    @Test(
        "with a character that could end a line or turn text round is refused",
        arguments: [
            ("a@b.example\r\nRCPT TO:<c@d.example>", ForbiddenCharacter.Kind.lineBreak),
            ("a@b.example\n", .lineBreak), ("a\u{2028}@b.example", .lineBreak),
            ("a\u{85}@b.example", .lineBreak), ("a\0@b.example", .control),
            ("\"a\rb\"@c.example", .lineBreak), ("a\t@b.example", .tabulator),
            ("a\u{202E}@b.example", .direction), ("a\u{2066}@b.example", .direction),
        ])
    func refusesControl(text: String, kind: ForbiddenCharacter.Kind) {
        let error = #expect(throws: EmailAddressError.self) { try EmailAddress(parsing: text) }
        guard case .forbidden(let character) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(character.kind == kind)
    }

    @Test("is measured in bytes")
    func limits() throws {
        let local = String(repeating: "a", count: 64)
        #expect(try EmailAddress(parsing: local + "@b.example").localPart == local)
        #expect(throws: EmailAddressError.localPartTooLong) {
            try EmailAddress(parsing: local + "a@b.example")
        }
        #expect(throws: EmailAddressError.localPartTooLong) {
            try EmailAddress(parsing: String(repeating: "ă", count: 33) + "@b.example")
        }
        let label = String(repeating: "b", count: 63)
        #expect(throws: EmailAddressError.labelTooLong) {
            try EmailAddress(parsing: "a@\(label)b.example")
        }
        let domain = "\(label).\(label).\(label)."
        let longest = "a@" + domain + String(repeating: "c", count: 254 - 2 - domain.count)
        #expect(try EmailAddress(parsing: longest).wire.utf8.count == 254)
        #expect(throws: EmailAddressError.tooLong) { try EmailAddress(parsing: "a" + longest) }
        #expect(throws: EmailAddressError.domainTooLong) {
            try EmailAddress(parsing: "a@" + domain + label + ".example")
        }
    }

    @Test("typed with combining marks equals the one typed without")
    func normalises() throws {
        let composed = try EmailAddress(parsing: "văn@tỉnhủy.example")
        let decomposed = try EmailAddress(
            parsing: "va\u{306}n@ti\u{309}nhu\u{309}y.example")
        #expect(composed == decomposed)
        #expect(Array(decomposed.localPart.utf8) == Array("văn".utf8))
        #expect(decomposed.domain == "tỉnhủy.example")
        #expect(composed.needsSMTPUTF8)
    }

    @Test("shows its domain as it was written")
    func keepsDomain() throws {
        #expect(try EmailAddress(parsing: "a@Bücher.example").domain == "bücher.example")
        let ascii = try EmailAddress(parsing: "a@XN--BCHER-KVA.example")
        #expect(ascii.domain == "xn--bcher-kva.example")
    }

    @Test(
        "in a domain that IDNA refuses is refused",
        arguments: ["a@xn--a.example", "a@☃\u{300}．.example", "a@x\u{AD}\u{200D}.example"])
    func refusesByIDNA(text: String) {
        let error = #expect(throws: EmailAddressError.self) { try EmailAddress(parsing: text) }
        if case .domainRefused(let words) = error {
            #expect(!words.isEmpty)
        } else {
            Issue.record("\(String(describing: error))")
        }
    }

    @Test("keeps no line break, whatever bytes it is made of")
    func survivesRandomText() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = SplitMix(state: seed)
        let pieces = [
            "a", "@", ".", "\"", "\\", "\r\n", "\n", " ", "<", ">", "ă", "\0", "b.example", "[",
            "]",
        ]
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...8, using: &generator)
            let text = (0..<length).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            guard let address = try? EmailAddress(parsing: text) else { continue }
            let wire = address.wire
            let isSafe = wire.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0 != "<" && $0 != ">"
            }
            #expect(isSafe, "seed \(seed): \(text)")
            #expect((try? EmailAddress(parsing: wire))?.wire == wire, "seed \(seed): \(text)")
        }
    }

    @Test("with nothing special about it is what all the rules make of it")
    func plainIsTheSame() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = SplitMix(state: seed)
        let pieces = [
            "a", "b", "A", "1", "9.", "@", "@", ".", "-", "xn--", "b.example", "_", "+", "é", " ",
            "\"", "<", String(repeating: "c", count: 62),
        ]
        var plain = 0
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...6, using: &generator)
            let odd = (0..<length).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            let text = Bool.random(using: &generator) ? odd : odd + "@b.example"
            guard let quick = PlainAddress(text) else { continue }
            plain += 1
            let whole = try? EmailAddress(parsingInFull: text)
            #expect(whole?.localPart == quick.local, "seed \(seed): \(text)")
            #expect(whole?.domain == quick.domain, "seed \(seed): \(text)")
            #expect(whole?.asciiDomain == quick.domain, "seed \(seed): \(text)")
        }
        #expect(plain > 100, "seed \(seed): \(plain) of 20,000 are plain, thousands are expected")
        #expect(PlainAddress("vanphong@tinhuy.example") != nil)
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
