import Testing

@testable import convoke

@Suite("A line on a narrow screen")
struct LineBreakTests {
    @Test("stays as it is when there is room")
    func fits() {
        #expect(
            LineBreak.lines("  tick HAS BEEN SILENT", columns: 22) == ["  tick HAS BEEN SILENT"])
    }

    @Test("goes on in the next one when it is a sentence, and nothing of it is lost")
    func sentence() {
        let line = "  north: the mail was refused Sun 29/11 17:52 -> call by Sun 29/11 18:25"
        let lines = LineBreak.lines(line, columns: 40)
        #expect(
            lines == [
                "  north: the mail was refused Sun 29/11",
                "        17:52 -> call by Sun 29/11 18:25",
            ])
    }

    @Test("counts what is seen: marks that combine take no room")
    func marks() {
        #expect(LineBreak.lines("xa\u{0303} hô\u{0323}i", columns: 6).count == 1)
    }

    @Test("is cut between cells when it is a row of a table; a word that is too wide stays whole")
    func row() {
        let row = "  invitation  done   123"
        #expect(LineBreak.lines(row, columns: 12) == ["  invitation"])
        #expect(LineBreak.lines(row, columns: 22) == ["  invitation  done"])
        #expect(LineBreak.lines(row, columns: 18) == ["  invitation  done"])
        #expect(LineBreak.lines(row, columns: 24) == [row])
        #expect(LineBreak.lines("  abcdefghij", columns: 6) == ["  abcdefghij"])
    }
}
