import ConvokeCore
import Foundation
import Testing

@testable import YAML

private enum Colour: String, CaseIterable { case red, green }

@Suite("A field")
struct FieldTests {
    @Test(
        "is taken as it was written",
        arguments: [
            ("off", "off"), ("no", "no"), ("on", "on"), ("08:00", "08:00"), ("0x10", "0x10"),
            ("2021-11-24", "2021-11-24"), ("1_000", "1_000"), ("null", "null"), ("1.0", "1.0"),
            ("\"~\"", "~"), ("'it''s'", "it's"), ("  spaced  ", "spaced"),
            ("Hà Tĩnh", "Hà Tĩnh"),
            ("Hội nghị: trực tuyến".debugDescription, "Hội nghị: trực tuyến"),
        ])
    func verbatim(written: String, text: String) {
        let reading = Reading.of("a: \(written)\n") { $0.text("a", into: &$1) }
        #expect(reading.value == text)
        #expect(reading.problems.isEmpty)
    }

    @Test("is normalised to NFC")
    func normalised() {
        let reading = Reading.of("a: Hội\n".decomposedStringWithCanonicalMapping) {
            $0.text("a", into: &$1)
        }
        #expect(reading.value.map { Array($0.unicodeScalars) } == Array("Hội".unicodeScalars))
    }

    @Test(
        "of one line refuses a line break, a tab and what cannot be seen",
        arguments: [
            ("|\n  one\n  two", "a line break"), ("\"one\\ntwo\"", "a line break"),
            ("\"one\\rtwo\"", "a line break"), ("\"one\\ttwo\"", "a tab"),
            ("\"bell\\a\"", "U+0007"), ("\"nul\\0x\"", "U+0000"), ("\"\\Lx\\Ly\"", "U+2028"),
        ])
    func oneLine(written: String, found: String) {
        let reading = Reading.of("x: 1\na: \(written)\n") { $0.text("a", into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.found) == [found])
        #expect(reading.problems.map(\.line) == [2])
    }

    @Test("of several lines keeps its line breaks")
    func block() {
        let reading = Reading.of("a: |\n  một\n  hai\n") { $0.block("a", into: &$1) }
        #expect(reading.value == "một\nhai")
        let folded = Reading.of("a: >\n  một\n  hai\n") { $0.text("a", into: &$1) }
        #expect(folded.value == "một hai")
    }

    @Test(
        "that is required says when nothing is there",
        arguments: [
            ("b: 1", nil, "“a” is missing"), ("b: 1\na:", 2, "Nothing is written here"),
            ("b: 1\na: ~", 2, "Nothing is written here"),
            ("b: 1\na: \"\"", 2, "Nothing is written here"),
            ("b: 1\na: '  '", 2, "Nothing is written here"),
        ] as [(String, Int?, String)])
    func required(text: String, line: Int?, what: String) {
        let reading = Reading.of(text) { $0.text("a", into: &$1) }
        #expect(reading.problems.map(\.what) == [what])
        #expect(reading.problems.first?.line == line ?? 1)
        #expect(reading.problems.first?.field == "a")
    }

    @Test("that is optional may be absent or empty", arguments: ["b: 1", "a:", "a: ~"])
    func optional(text: String) {
        let reading = Reading.of(text) { $0.text("a", .optional, into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.isEmpty)
    }

    @Test(
        "of another form is refused",
        arguments: [("[1]", "a list"), ("{x: 1}", "keys with values")])
    func shape(written: String, found: String) {
        let reading = Reading.of("a: \(written)") { $0.text("a", into: &$1) }
        #expect(reading.problems.map(\.found) == [found])
        #expect(reading.problems.map(\.expected) == ["a single value"])
    }

    @Test("with a type mark is refused", arguments: ["!!int 5", "!secret x", "!!binary aGk="])
    func typeMark(written: String) {
        let reading = Reading.of("a: \(written)") { $0.text("a", into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.what) == ["A type mark (!) stands before this value"])
    }

    @Test("that is a span", arguments: [("15m", 900), ("1h30m", 5400)])
    func span(text: String, seconds: Int) {
        #expect(Reading.of("a: \(text)") { $0.span("a", into: &$1) }.value?.seconds == seconds)
    }

    @Test(
        "that should be a number, a span, a time … and is not",
        arguments: [
            ("15", "This is not a length of time"), ("fast", "This is not a length of time"),
            ("-5m", "This is not a length of time"),
        ])
    func notASpan(text: String, what: String) {
        let reading = Reading.of("a: \(text)") { $0.span("a", into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.what) == [what])
        #expect(reading.problems.map(\.found) == [text])
    }

    @Test("that is a whole number within bounds", arguments: [("1", 1), ("007", 7), ("100", 100)])
    func number(text: String, value: Int) {
        #expect(Reading.of("a: \(text)") { $0.number("a", in: 1...100, into: &$1) }.value == value)
    }

    @Test(
        "that is no number within bounds",
        arguments: ["0", "101", "1.5", "+5", "-5", "0x10", "1_0", "99999999999999999999", "eight"])
    func notANumber(text: String) {
        let reading = Reading.of("a: \(text)") { $0.number("a", in: 1...100, into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.expected) == ["a whole number from 1 to 100"])
    }

    @Test("that is a number with a fraction", arguments: [("2", 2.0), ("1.5", 1.5)])
    func decimal(text: String, value: Double) {
        #expect(Reading.of("a: \(text)") { $0.decimal("a", in: 1...10, into: &$1) }.value == value)
    }

    @Test(
        "that is no number with a fraction",
        arguments: ["1,5", "1e3", "nan", ".inf", "0.5", "1.", ".5", "1.2.3"])
    func notADecimal(text: String) {
        let reading = Reading.of("a: \(text)") { $0.decimal("a", in: 1...10, into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.count == 1)
    }

    @Test(
        "that is yes or no",
        arguments: [("true", true), ("Yes", true), ("ON", true), ("off", false), ("no", false)])
    func bool(text: String, value: Bool) {
        #expect(Reading.of("a: \(text)") { $0.bool("a", into: &$1) }.value == value)
        #expect(Reading.of("a: maybe") { $0.bool("a", into: &$1) }.problems.count == 1)
    }

    @Test("that is one of several words, with the nearest one named")
    func choice() {
        #expect(Reading.of("a: red") { $0.choice("a", of: Colour.self, into: &$1) }.value == .red)
        let wrong = Reading.of("a: gren") { $0.choice("a", of: Colour.self, into: &$1) }
        #expect(wrong.problems.map(\.expected) == ["one of: red, green"])
        #expect(wrong.problems.map(\.fix) == ["Write “green” instead, if that was meant."])
    }

    @Test(
        "that is a date and time",
        arguments: ["2021-11-24T08:00", "2021-11-24 08:00", "2021-11-24T08:00:00"])
    func wallTime(text: String) {
        let expected = WallTime(year: 2021, month: 11, day: 24, hour: 8, minute: 0)
        #expect(Reading.of("a: \(text)") { $0.wallTime("a", into: &$1) }.value == expected)
    }

    @Test(
        "that is no date and time",
        arguments: [
            "2021-02-30T08:00", "2021-11-24", "24/11/2021 08:00", "2021-11-24T24:00",
            "2021-11-24T08:00+07:00", "2021-13-01T00:00", "2100-02-29T00:00",
        ])
    func notAWallTime(text: String) {
        let reading = Reading.of("x: 1\na: \(text)") { $0.wallTime("a", into: &$1) }
        #expect(reading.value == nil)
        #expect(reading.problems.map(\.place) == [Place("a.yaml", line: 2, field: "a")])
        #expect(reading.problems.map(\.found) == [text])
    }

    @Test("that is a selector")
    func selector() {
        let reading = Reading.of("a: \"level:tinh,level:huyen\"") { $0.selector("a", into: &$1) }
        #expect(reading.value == .either(.level("tinh"), .level("huyen")))
    }

    @Test(
        "that is no selector",
        arguments: [
            (
                "grup:a", "“grup:” is not a kind of selection",
                "Write “group:” instead, if that was meant."
            ),
            (
                "role:boss", "“boss” is not a role",
                "Use one of: chair, invited, informed, technical, file."
            ),
            (
                "\"a &\"", "Something is missing after “&”",
                "Write who is meant on both sides of it."
            ),
            (
                "'unit:\"a'", "A quotation mark is opened and not closed",
                "Add the closing quotation mark."
            ),
            ("\",\"", "Something is missing after “,”", "Write who is meant on both sides of it."),
        ])
    func notASelector(text: String, what: String, fix: String) {
        let reading = Reading.of("a: \(text)") { $0.selector("a", into: &$1) }
        #expect(reading.problems.map(\.what) == [what])
        #expect(reading.problems.map(\.fix) == [fix])
    }

    @Test("that is an id", arguments: ["van-hoa-2021", "a", "7", "A_b.c-d", "văn-hóa"])
    func identifier(text: String) {
        #expect(Reading.of("a: \(text)") { $0.identifier("a", into: &$1) }.value == text)
    }

    @Test(
        "that is no id", arguments: ["all", "a b", "-a", ".a", "a/b", "a@24h", "a:b", "../a"])
    func notAnIdentifier(text: String) {
        let reading = Reading.of("a: \(text.debugDescription)") { $0.identifier("a", into: &$1) }
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.what.hasPrefix("This cannot be an id: it ") == true)
    }

    @Test("is shortened when it is long")
    func shortened() {
        let reading = Reading.of("a: \(String(repeating: "x", count: 500))") {
            $0.span("a", into: &$1)
        }
        #expect(reading.problems.first?.found?.count == 60)
    }
}
