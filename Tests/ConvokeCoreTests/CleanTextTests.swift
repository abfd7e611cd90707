import ConvokeCore
import Testing

@Suite("Text from a file")
struct CleanTextTests {
    @Test("is kept in NFC, byte for byte")
    func composes() throws {
        let text = try CleanText.checked("Hu\u{31B}\u{31B}o\u{302}\u{301}")
        let expected = "Hư\u{31B}ố"
        #expect(Array(text.utf8) == Array(expected.utf8))
        #expect(Array(try CleanText.checked("Hương Khê").utf8) == Array("Hương Khê".utf8))
    }

    @Test(
        "keeps what belongs to a name",
        arguments: ["O'Brien & \"Söhne\" <A>", "\u{200F}אבג", "名前", "a – b … “c”", "👩‍💼"])
    func keeps(text: String) throws {
        #expect(try CleanText.checked(text) == text)
    }

    @Test(
        "is refused with the character that may not stand in it",
        arguments: [
            ("a\nb", "contains a line break", "U+000A"),
            ("a\r\nb", "contains a line break", "U+000D"),
            ("a\u{2029}b", "contains a line break", "U+2029"),
            ("a\tb", "contains a tabulator", "U+0009"),
            ("a\0b", "contains an invisible control character", "U+0000"),
            ("a\u{7F}", "contains an invisible control character", "U+007F"),
            ("a\u{9B}", "contains an invisible control character", "U+009B"),
            (
                "a\u{202E}b",
                "contains an invisible character that reverses the text after it", "U+202E"
            ),
        ])
    func refuses(text: String, sentence: String, number: String) {
        let error = #expect(throws: ForbiddenCharacter.self) { try CleanText.checked(text) }
        #expect(error?.sentence == sentence)
        #expect(error?.number == number)
    }

    @Test(
        "is one word without case, accents, width and spacing",
        arguments: [
            ("Họ  Tên", "ho ten"), ("ĐƠN VỊ", "don vi"), ("kính_gửi", "kinh gui"),
            (" Điện thoại ", "dien thoai"), ("ＩＤ", "id"),
        ])
    func folds(text: String, folded: String) {
        #expect(CleanText.folded(text) == folded)
    }
}

@Suite("Foreign text on the screen")
struct ShownTextTests {
    @Test(
        "is short and on one line",
        arguments: [
            ("Hương Khê", "Hương Khê"), ("a\r\nb\nc", "a⏎b⏎c"), ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"),
            ("a\u{202E}b", "a\u{FFFD}b"),
        ])
    func shows(text: String, shown: String) {
        #expect(CleanText.shown(text) == shown)
    }

    @Test("is cut where it is too long")
    func cuts() {
        #expect(CleanText.shown("abcdef", limit: 3) == "abc…")
        #expect(CleanText.shown("abc", limit: 3) == "abc")
    }
}

@Suite("An id")
struct IdentifierTests {
    @Test(
        "is made of letters, digits, hyphen, underscore and dot",
        arguments: ["a", "7", "ubnd-hk", "a_b.c", "hương-khê"])
    func accepts(id: String) {
        #expect(Identifier.flaw(of: id) == nil)
    }

    @Test(
        "is refused with what is wrong",
        arguments: [
            ("", "is empty"), ("all", "is the word for everybody"), ("a b", "contains a space"),
            ("a:b", "contains \":\""), ("--a", "begins with \"-\""),
            ("a\u{202E}", "contains \"\u{FFFD}\""),
        ])
    func refuses(id: String, flaw: String) {
        #expect(Identifier.flaw(of: id) == flaw)
    }
}

@Suite("The nearest name")
struct NearestNameTests {
    private let names = ["huong-khe", "hong-linh", "ky-anh", "tinh"]

    @Test(
        "is the one that was probably meant",
        arguments: [
            ("huong-khee", "huong-khe"), ("hương-khê", "huong-khe"), ("hogn-linh", "hong-linh"),
            ("KY-ANH", "ky-anh"), ("tin", "tinh"),
        ])
    func finds(word: String, name: String) {
        var nearest = NearestName(among: names)
        #expect(nearest.suggestion(for: word) == name)
    }

    @Test("is none when nothing is near", arguments: ["xyz", "", "vien-thong"])
    func findsNothing(word: String) {
        var nearest = NearestName(among: names)
        #expect(nearest.suggestion(for: word) == nil)
    }

    @Test("is no longer looked for after many comparisons")
    func givesUp() {
        var nearest = NearestName(among: names, comparisons: 4)
        #expect(nearest.suggestion(for: "tin") == "tinh")
        #expect(nearest.suggestion(for: "tin") == nil)
    }
}
