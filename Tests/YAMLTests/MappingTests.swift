import ConvokeCore
import Testing

@testable import YAML

@Suite("A mapping")
struct MappingTests {
    @Test("reports the keys that nobody asked for, with the nearest known one")
    func unknown() {
        var reading = Reading("title: x\ntilte: y\n\"\": z\nsomething: 1\n")
        _ = reading.root?.text("title", into: &reading.problems)
        _ = reading.root?.text("venues", .optional, into: &reading.problems)
        reading.root?.finish(into: &reading.problems)
        #expect(reading.problems.map(\.line) == [2, 3, 4])
        #expect(reading.problems.map(\.field) == ["tilte", "", "something"])
        #expect(reading.problems.first?.fix == "Write “title” instead, if that was meant.")
        #expect(reading.problems.last?.fix == "Delete it, or correct its spelling.")
        #expect(reading.problems.last?.expected == "one of: title, venues")
    }

    @Test("reports a misspelt key that must be there once, where it stands")
    func misspelt() {
        var reading = Reading("titel: x\nplace: y\n")
        _ = reading.root?.text("title", into: &reading.problems)
        _ = reading.root?.text("moment", into: &reading.problems)
        reading.root?.finish(into: &reading.problems)
        #expect(
            reading.problems.map(\.what) == [
                "“moment” is missing", "“titel” is not a key that Convoke knows here",
                "“place” is not a key that Convoke knows here",
            ])
    }

    @Test("reports everything in one go, each with its path")
    func together() {
        let text = """
            name: ok
            notices:
              - {id: a, at: tomorrow}
              - id: b
                at: 2021-02-30T08:00
                extra: 1
              - word
            relay:
              sessions: many
            """
        var reading = Reading(text)
        for notice in reading.root?.mappings("notices", into: &reading.problems) ?? [] {
            _ = notice.text("id", into: &reading.problems)
            _ = notice.wallTime("at", into: &reading.problems)
            notice.finish(into: &reading.problems)
        }
        let relay = reading.root?.mapping("relay", into: &reading.problems)
        _ = relay?.number("sessions", in: 1...100, into: &reading.problems)
        let places = reading.problems.compactMap(\.place).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
        #expect(
            places == [
                Place("a.yaml", line: 3, field: "notices[1].at"),
                Place("a.yaml", line: 5, field: "notices[2].at"),
                Place("a.yaml", line: 6, field: "notices[2].extra"),
                Place("a.yaml", line: 7, field: "notices[3]"),
                Place("a.yaml", line: 9, field: "relay.sessions"),
            ])
    }

    @Test("reads one text or a list of texts", arguments: [("x", ["x"]), ("[x, y]", ["x", "y"])])
    func texts(written: String, expected: [String]) {
        #expect(Reading.of("a: \(written)") { $0.texts("a", into: &$1) }.value == expected)
    }

    @Test("refuses a list where keys should be, and keys where a list should be")
    func shapes() {
        let mapping = Reading.of("a: [1]") { $0.mapping("a", into: &$1) }
        #expect(mapping.problems.map(\.expected) == ["keys with values"])
        let list = Reading.of("a: {b: 1}") { $0.list("a", into: &$1) }
        #expect(list.problems.map(\.expected) == ["a list"])
    }

    @Test("refuses a key that is a list")
    func complexKey() {
        let reading = Reading("a: 1\n? [x, y]\n: 2\n")
        #expect(reading.problems.map(\.line) == [2])
        #expect(reading.root != nil)
    }

    @Test("does not take << for anything but an unknown key")
    func merge() {
        var reading = Reading("base: &b {x: 1}\n<<: *b\n")
        _ = reading.root?.mapping("base", into: &reading.problems)
        reading.root?.finish(into: &reading.problems)
        #expect(reading.problems.map(\.field) == ["<<"])
    }

    @Test("knows the places of all fields below it")
    func places() {
        let places = Reading("a: 1\nb:\n  - x: 1\n    y:\n      z: 2\n").root?.places ?? [:]
        #expect(places["b[1].y.z"]?.line == 5)
        #expect(places["b[1]"]?.line == 3)
        #expect(places["a"]?.line == 1)
        #expect(places.count == 6)
    }
}
