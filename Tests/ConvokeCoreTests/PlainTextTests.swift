import Testing

@testable import ConvokeCore

@Suite("What is plainly in order")
struct PlainTextTests {
    /// Every character by itself, at the end and in the middle of a text.
    private func texts() -> [String] {
        (0...0x3000).compactMap(Unicode.Scalar.init).flatMap { scalar in
            ["\(scalar)", "ab\(scalar)", "a\(scalar)b"]
        }
    }

    @Test("is what the whole look finds in order too")
    func text() {
        for text in texts() where CleanText.isPlain(text) {
            let whole = try? CleanText.checkedInFull(text)
            #expect(whole.map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)")
        }
        #expect(CleanText.isPlain("Ủy ban nhân dân huyện Đức Thọ"))
    }

    @Test("is an id in which the whole look finds nothing")
    func id() {
        for text in texts() + ["all", "a-b_c.d", "-a", ".a", String(repeating: "a", count: 65)] {
            #expect(Identifier.flaw(of: text) == Identifier.flawInFull(of: text))
        }
    }
}
