import ConvokeCore
import Testing

@testable import YAML

@Suite("A YAML file")
struct YAMLFileTests {
    @Test(
        "that breaks the syntax is one problem, with the line to mend",
        arguments: [
            ("a: 1\nb: \"open\nc: 3\n", 2, "A quotation mark is opened here and never closed"),
            ("a: 1\nb: 'open\nc: 3\n", 2, "A quotation mark is opened here and never closed"),
            (
                "a: 1\nb: \"open\nc: 3\nd: \"x\"\n", 2,
                "A quotation mark is opened here and never closed"
            ),
            (
                "a: 1\nb: 'open\nc: 3\nd: 'x'\n", 2,
                "A quotation mark is opened here and never closed"
            ),
            ("a: 1\nb: \"one\n  two\"\nc: \"x\" y\n", 4, "This line is not indented like the keys"),
            ("- id x\n\n  title: T\n", 1, "There is no colon after the key"),
            ("a: it's\nb: c: d\n", 2, "There is a second colon in this line"),
            ("a: 1\n\tb: 2\n", 2, "A tab stands where only spaces may stand"),
            ("a: 1\nb: [1, 2\nc: 3\n", 2, "A bracket [ is opened here"),
            ("a: 1\nb: {x: 1, y: 2\nc: 3\n", 2, "A brace { is opened here"),
            ("a: 1\nb: {x: 1 y: 2}\nc: 3\n", 2, "A brace { is opened here"),
            ("a: 1\nb 2\nc: 3\n", 2, "There is no colon after the key"),
            ("a: 1\nb:2\nc: 3\n", 2, "There is no colon after the key"),
            ("# x\na 1\n\n# y\nb: {c: 2}\n", 2, "There is no colon after the key"),
            ("a: 1\nb: c: d\n", 2, "There is a second colon in this line"),
            ("a: 1\n  b: 2\n", 2, "There is a second colon in this line"),
            ("a:\n    b: 1\n  c: 2\n", 3, "This line is not indented like the keys"),
            ("a:\n  - 1\n - 2\n", 3, "This line is not indented like"),
            ("a: @x\n", 1, "A value begins with a sign that needs quotation marks"),
            ("a: %x\n", 1, "A value begins with a sign that needs quotation marks"),
            ("a: *x\n", 1, "A value that begins with * refers to nothing"),
            ("a: - b\n", 1, "A list entry (-) stands where none can be"),
            ("a: 1\n---\nb: 2\n", 2, "A second document begins here (---)"),
            ("a: \"\\q\"\n", 1, "Something in the quotation marks cannot be read"),
            ("a: 1\nb: 2\na: 3\n", 3, "The key “a” stands twice"),
            ("x:\n  - {a: 1, b: 2, a: 3}\n", 2, "The key “a” stands twice"),
            ("x:\n  - a: 1\n    b: 2\n    a: 3\n", 4, "The key “a” stands twice"),
        ])
    func syntax(text: String, line: Int, what: String) throws {
        let reading = Reading(text)
        #expect(reading.root == nil)
        let problem = try #require(reading.problems.first)
        #expect(reading.problems.count == 1)
        #expect(problem.line == line, "\(problem)")
        #expect(problem.what.hasPrefix(what), "\(problem)")
        #expect(problem.status == .file)
        #expect(problem.place?.file == "a.yaml")
        #expect(problem.fix.hasSuffix("."))
    }

    @Test("says where a doubled key stood first")
    func duplicate() {
        #expect(Reading("a: 1\na: 2\n").problems.first?.found == "also in line 1")
        #expect(Reading("{a: 1, a: 2}\n").problems.first?.found == "twice in this line")
    }

    @Test(
        "that is empty, or only remarks, says so",
        arguments: ["", "\n\n", "# nothing yet\n", "---\n", "~\n"])
    func empty(text: String) {
        #expect(Reading(text).problems.map(\.what) == ["The file is empty"])
    }

    @Test("must have keys at its root", arguments: [("- a\n- b\n", "a list"), ("word\n", "word")])
    func root(text: String, found: String) {
        let problems = Reading(text).problems
        #expect(problems.map(\.what) == ["This has the wrong form"])
        #expect(problems.first?.found == found)
        #expect(problems.first?.expected == "keys with values")
    }

    @Test(
        "with a character that cannot be seen is refused, line by line",
        arguments: [
            ("a: b\u{0}c", [1], "U+0000"), ("a: 1\nb: \u{7}\n", [2], "U+0007"),
            ("a: 1\r\nb: x\u{2028}y\r\nc: \u{2029}", [2, 3], "U+2028"),
            ("a: 1\rb: x\u{85}y", [2], "U+0085"), ("a: \u{7F}\u{7F}", [1], "U+007F"),
        ])
    func hidden(text: String, lines: [Int], name: String) {
        let problems = Reading(text).problems
        #expect(problems.map(\.line) == lines)
        #expect(problems.first?.found == name)
    }

    @Test("begins with a byte order mark, has CR LF, and is read all the same")
    func dialects() {
        let reading = Reading.of("\u{FEFF}a: một\r\nb: hai\r\n") { $0.text("b", into: &$1) }
        #expect(reading.value == "hai")
        #expect(reading.problems.isEmpty)
    }

    @Test("that grows through aliases is refused before it is read")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x]\n"
        for level in 1...12 {
            let one = "*a\(level - 1)"
            text += "a\(level): &a\(level) [\(one), \(one), \(one), \(one)]\n"
        }
        #expect(Reading(text).problems.map(\.what).first?.contains("too often") == true)
        let asKey = text + "? *a12\n: y\n"
        #expect(Reading(asKey).problems.count == 1)
    }

    @Test("may refer back a few times")
    func alias() {
        let text = "a: &who [ky-thuat, vnpt]\nb: *who\n"
        let reading = Reading.of(text) { $0.texts("b", into: &$1) }
        #expect(reading.value == ["ky-thuat", "vnpt"])
        #expect(reading.problems.isEmpty)
    }

    @Test("that nests without end is one problem")
    func deep() {
        let text = "a: " + String(repeating: "[", count: 100_000)
        #expect(Reading(text).problems.count == 1)
    }

    @Test("that is far too long is not read at all")
    func long() {
        let text = "a: " + String(repeating: "x", count: YAMLFile.longest)
        #expect(Reading(text).problems.map(\.what) == ["The file is too long"])
    }

    @Test("of any letters never stops the program, and says why it is not read")
    func anything() {
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &random)
        var generator = SeededGenerator(seed: seed)
        let letters = Array("{}[]:,\"'&*!|>%@`-?# \t\n\rab1~\u{2028}é\\")
        for _ in 0..<2000 {
            let length = Int.random(in: 1...40, using: &generator)
            let text = String(
                (0..<length).map { _ in letters.randomElement(using: &generator) ?? " " })
            let reading = Reading(text)
            #expect(
                reading.root != nil || !reading.problems.isEmpty,
                "seed \(seed): \(text.debugDescription)")
            for problem in reading.problems {
                #expect(problem.place?.file == "a.yaml")
                #expect(!problem.fix.isEmpty)
            }
        }
    }
}

/// Repeatable chance (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
