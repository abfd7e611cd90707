import Testing

@testable import ConvokeCore

@Suite("A folder of bytes")
struct BytesFolderTests {
    private static let long = Array(
        repeatElement("Văn phòng Ủy ban nhân dân xã; ".utf8, count: 100).joined())
    private let folder = BytesFolder(level: -3)

    @Test("gives back what it was given, again and again")
    func again() throws {
        let other = Array(Self.long.reversed())
        for bytes in [Self.long, other, Self.long] {
            let folded = try #require(folder.fold(bytes))
            #expect(folded.count < bytes.count / 4)
            #expect(
                BytesFolder.unfold(folded[...], limit: bytes.count) == bytes)
        }
    }

    @Test("folds nothing that would not become less")
    func short() {
        #expect(folder.fold([]) == nil)
        #expect(folder.fold([1, 2, 3]) == nil)
    }

    @Test("unfolds nothing that is not whole, or longer than it may be")
    func broken() throws {
        let folded = try #require(folder.fold(Self.long))[...]
        #expect(BytesFolder.unfold(folded, limit: Self.long.count - 1) == nil)
        #expect(BytesFolder.unfold(folded.dropLast(), limit: Self.long.count) == nil)
        #expect(BytesFolder.unfold([], limit: 100) == nil)
        #expect(BytesFolder.unfold([6, 6, 6, 6, 6, 6, 6, 6], limit: 100) == nil)
    }
}
