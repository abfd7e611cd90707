import ConvokeCore
import Testing

@testable import Phone

@Suite("The form of a text")
struct TextFormTests {
    struct Size: Sendable, CustomTestStringConvertible {
        let text: String
        let alphabet: GatewaySettings.Alphabet
        let coding: TextForm.Coding
        let units: Int
        let parts: Int
        var testDescription: String { "\(alphabet) \(units) in \(parts)" }

        init(
            _ text: String, _ alphabet: GatewaySettings.Alphabet, _ coding: TextForm.Coding,
            _ units: Int, _ parts: Int
        ) {
            (self.text, self.alphabet, self.coding) = (text, alphabet, coding)
            (self.units, self.parts) = (units, parts)
        }
    }

    static let sizes: [Size] = [
        Size("", .unicode, .gsm, 0, 0),
        Size(String(repeating: "ế", count: 70), .unicode, .ucs2, 70, 1),
        Size(String(repeating: "ế", count: 71), .unicode, .ucs2, 71, 2),
        Size(String(repeating: "ế", count: 134), .unicode, .ucs2, 134, 2),
        Size(String(repeating: "ế", count: 135), .unicode, .ucs2, 135, 3),
        Size(String(repeating: "ế", count: 160), .plain, .gsm, 160, 1),
        Size(String(repeating: "ế", count: 161), .plain, .gsm, 161, 2),
        Size(String(repeating: "a", count: 306), .plain, .gsm, 306, 2),
        Size(String(repeating: "a", count: 307), .plain, .gsm, 307, 3),
        Size(String(repeating: "€", count: 80), .plain, .gsm, 160, 1),
        Size(String(repeating: "€", count: 81), .plain, .gsm, 162, 2),
        // 76 of them fill 152 of 153: no escape is torn from its character.
        Size(String(repeating: "€", count: 152), .plain, .gsm, 304, 2),
        Size(String(repeating: "€", count: 153), .plain, .gsm, 306, 3),
        // A pair of surrogates is two units, and never torn: 33 of them fill 66 of 67.
        Size(String(repeating: "😀", count: 35), .unicode, .ucs2, 70, 1),
        Size(String(repeating: "😀", count: 66), .unicode, .ucs2, 132, 2),
        Size(String(repeating: "😀", count: 67), .unicode, .ucs2, 134, 3),
        Size("OK", .unicode, .gsm, 2, 1),
    ]

    @Test("counts units and parts up to the last that fits", arguments: sizes)
    func counts(_ size: Size) {
        let form = TextForm(size.text, size.alphabet)
        #expect(form.coding == size.coding)
        #expect(form.units == size.units)
        #expect(form.parts == size.parts)
        #expect(form.pieces.joined() == form.text)
    }

    @Test("loses its diacritics when it is plain, and nothing else")
    func plain() {
        let form = TextForm("Kính mời ông Đặng Thế Ưởng dự họp “khẩn” lúc 8h – Hương Khê", .plain)
        #expect(form.text == "Kinh moi ong Dang The Uong du hop \"khan\" luc 8h - Huong Khe")
        #expect(form.coding == .gsm)
    }

    @Test("is in NFC however it was typed, so that it has as many units as letters")
    func composed() {
        let typed = "Kê\u{0301} hoa\u{0323}ch"
        let form = TextForm(typed, .unicode)
        #expect(Array(form.text.unicodeScalars) == Array("Kế hoạch".unicodeScalars))
        #expect(form.units == 8)
    }

    @Test("has line breaks of one kind and no other control character")
    func tidy() {
        #expect(TextForm("a\r\nb\rc\td\u{0}e\u{1B}f", .unicode).text == "a\nb\nc d e f")
    }

    @Test("shows where a letter has no plain form")
    func unknown() {
        #expect(TextForm("họp 会 😀", .plain).text == "hop ? ?")
    }

    @Test(
        "made of its own text is the same again",
        arguments: ["Kính mời", "a\r\nb", "😀 €", "“đ”…", "Kê\u{0301}", ""])
    func again(_ text: String) {
        for alphabet in GatewaySettings.Alphabet.allCases {
            let form = TextForm(text, alphabet)
            #expect(TextForm(form.text, alphabet) == form)
        }
    }

    @Test("in the plain alphabet never needs more than the default alphabet, whatever it was")
    func everyLetter() {
        for value in UInt32(0x20)...0x2FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(TextForm("x\(scalar)", .plain).coding == .gsm, "U+\(value)")
        }
    }
}

@Suite("A reference on its way")
struct ReferenceCodeTests {
    @Test(
        "comes back as it was, in letters that mean nothing anywhere",
        arguments: ["a1B2-c.d", "a_b", "100%d", "~7E", "đ/ế?&=+ \n", ""])
    func roundTrip(_ reference: String) throws {
        let code = ReferenceCode.encoded(reference)
        #expect(
            code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "~-.".contains($0)) })
        #expect(ReferenceCode.decoded(code) == reference)
    }

    @Test("is not made up from a broken one", arguments: ["~", "~4", "~G0", "~C3"])
    func broken(_ code: String) {
        #expect(ReferenceCode.decoded(code) == nil)
    }
}
