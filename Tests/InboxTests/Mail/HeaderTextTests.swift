import Testing

@testable import Inbox

@Suite("A field's value")
struct HeaderTextTests {
    @Test(
        "is decoded, by the rules and where they are broken",
        arguments: [
            ("plain", "plain"), ("  folded\r\n\tline \r\n", "folded line"),
            ("=?utf-8?q?=C3=A1?=", "á"), ("=?UTF-8?B?w6E=?=", "á"), ("=?utf-8*vi?Q?=c3=a1?=", "á"),
            ("a =?utf-8?q?b?= c", "a b c"), ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
            ("=?utf-8?q?a?=\r\n =?iso-8859-1?q?=E1?=", "aá"), ("=?utf-8?q?a_b?=", "a b"),
            // A letter divided between two words.
            ("=?utf-8?q?=C3?= =?utf-8?q?=A1?=", "á"), ("=?utf-8?b?4bq?= =?utf-8?b?vw==?=", "ế"),
            // Blanks and folds inside a word, and a word inside others.
            ("=?utf-8?q?a b?=", "a b"), ("=?utf-8?b?w6\r\n E=?=", "á"), ("x=?utf-8?q?a?=y", "xay"),
            ("\"=?utf-8?q?a?=\" <b@c>", "\"a\" <b@c>"),
            // No words.
            ("=?utf-8?q?a", "=?utf-8?q?a"), ("=?utf-8?x?a?=", "=?utf-8?x?a?="), ("=?", "=?"),
            ("=??q?a?=", "=??q?a?="), ("=?utf-8?q?=ZZ?=", "=ZZ"), ("=?=?=?", "=?=?=?"),
            ("=?utf-8?q??=", ""), ("=?utf-8?b??=", ""),
            // Octets outside ASCII as they are.
            ("Giấy mời", "Giấy mời"), ("á =?utf-8?q?b?=", "á b"),
            // Nothing that ends a line comes out.
            ("=?utf-8?q?a=0D=0ABcc:_b?=", "a  Bcc: b"), ("a\rb", "a b"), ("a\r\n\r\n b", "a b"),
        ])
    func decoded(_ raw: String, _ text: String) {
        #expect(HeaderText.decoded(Array(raw.utf8)[...], charset: nil) == text)
    }

    @Test("outside UTF-8 is in the charset of the mail's text, or else in windows-1252")
    func octets() {
        let raw: [UInt8] = [0x44, 0xF2, 0xE1]
        #expect(HeaderText.decoded(raw[...], charset: nil) == "Dòá")
        let head = Array("Content-Type: text/plain; charset=windows-1258\nSubject: ".utf8)
        #expect(opened(head + [0x56, 0xE3, 0x6E, 0xFE, 0x0A]).subject == "Văn₫")
    }

    @Test("of nothing but beginnings of words is read in time that grows as it does")
    func beginnings() {
        for piece in ["=? ", "=?a?q?", "=?utf-8?q", "=?utf-8?q?a?=", "=?a?x?"] {
            let raw = Array(String(repeating: piece, count: 40_000).utf8) + Array("?=".utf8)
            #expect(HeaderText.decoded(raw[...], charset: nil).utf8.count <= raw.count)
        }
    }
}

@Suite("A parameter")
struct ParameterTests {
    @Test(
        "is read as generously as it is written",
        arguments: [
            ("a; name=b", "b"), ("a;name=\"b c\"", "b c"), ("a; name=b c.pdf", "b c.pdf"),
            ("a; NAME = \"b\\\"c\"", "b\"c"), ("a; x; name=b;", "b"), ("a; name=\"b", "b"),
            ("a; name=b; name=c", "b"), ("a; name*=utf-8'vi'%c3%a1", "á"), ("a; name*=b%", "b%"),
            ("a; name*0=b; name*1=c", "bc"), ("a; name*1=c; name*0=b; name*3=d", "bc"),
            ("a; name*0*=utf-8''%c3; name*1*=%a1; name*2=c", "ác"), ("a; name*=''b", "b"),
            ("a; name=x; name*=utf-8''y", "y"), ("a; name=\"=?utf-8?q?=C3=A1?=\"", "á"),
            ("a; name==?utf-8?b?w6E=?=", "á"), ("a;\r\n name=\"b\r\n c\"", "b c"),
            ("a; name=\"b;c\"", "b;c"), ("a; name*0=b; name*99999999999999999999=c", "b"),
            ("a; name*=iso-8859-1''%e1", "á"), ("a; name*=utf-8''a%0Ab", "a b"),
        ])
    func value(_ raw: String, _ value: String) {
        let reading = ParameterReading(Array(raw.utf8)[...], charset: nil)
        #expect(reading.value == "a")
        #expect(reading.parameters["name"] == value)
    }

    @Test(
        "that is not there has no value",
        arguments: ["", ";", "a", "a;", "a; =b", "a; name", ";;;="])
    func none(_ raw: String) {
        #expect(ParameterReading(Array(raw.utf8)[...], charset: nil).parameters["name"] == nil)
    }
}
