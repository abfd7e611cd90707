import ConvokeCore
import Testing

@testable import Engine

@Suite("Tables for the office")
struct TableTests {
    private static let odd = [
        "plain", "", "a,b", "a \"quoted\" word", "two\r\nlines", "one\nline", "Huyện ủy Hương Khê",
        " space ", "đ", "it's",
    ]

    @Test("what is written is read back, whatever stands in it")
    func roundTrip() throws {
        let rows = [Self.odd, Self.odd.reversed()]
        let text = CSVText.of(rows)
        #expect(text.unicodeScalars.first == "\u{FEFF}")
        #expect(Self.parsed(text) == rows)
    }

    @Test(
        "no cell is taken for a formula",
        arguments: ["=1+1", "+84900000001", "-1", "@SUM(A1)", "\t=1", "\r=1", "=\u{301}1", "＝1"])
    func formulas(cell: String) {
        #expect(Self.parsed(CSVText.of([[cell]])) == [["'" + cell]])
    }

    @Test("every row is as wide as its head, and names that look like formulas are harmless")
    func tables() {
        var sketch = LedgerSketch()
        let north = LedgerSketch.venue("north", name: "=HYPERLINK(\"x\")", level: "xa", in: nil)
        let id = sketch.mail(
            "a", .failed, tries: [(0, .refused)], name: "-2+3", venue: "north")
        sketch.call("a", delivery: id, opened: 1, made: 20, .reached)
        sketch.answer("a", Answer.invitation, at: 30)
        let report = sketch.report(
            LedgerSketch.conference(venues: [north]),
            [LedgerSketch.recipient("a", name: "-2+3", at: north)])
        for (name, rows) in ReportTables(report).files {
            let read = Self.parsed(CSVText.of(rows))
            #expect(read.count == 2, "\(name)")
            #expect(Set(read.map(\.count)).count == 1, "\(name)")
            let isActive = read.joined().contains { cell in
                "=+-@".contains { cell.hasPrefix(String($0)) }
            }
            #expect(!isActive, "\(name)")
        }
        let deliveries = ReportTables(report).deliveries
        #expect(deliveries[1].suffix(3) == ["telephone", "2021-11-19 08:20:00", "20"])
    }

    /// RFC 4180, read by itself.
    private static func parsed(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var rest = Array(text.unicodeScalars.dropFirst())[...]
        while let scalar = rest.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where rest.first == "\"":
                cell.append("\"")
                rest = rest.dropFirst()
            case ("\"", _): isQuoted.toggle()
            case (",", false), ("\n", false):
                rows[rows.count - 1].append(String(cell))
                cell = String.UnicodeScalarView()
                if scalar == "\n" { rows.append([]) }
            case ("\r", false): break
            default: cell.append(scalar)
            }
        }
        return rows.filter { !$0.isEmpty }
    }
}
