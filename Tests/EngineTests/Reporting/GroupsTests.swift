import Testing

@testable import Engine

@Suite("Groups")
struct GroupsTests {
    private let words = ["xã", "huyện", "tỉnh", "xóm", "hội"]
    private var groups: Groups<Character, String> { Groups(words) { $0.first ?? " " } }

    @Test("have their elements in the order of all")
    func order() {
        #expect(Array(groups["x"]) == ["xã", "xóm"])
        #expect(Array(groups["h"]) == ["huyện", "hội"])
        #expect(Array(groups["t"]) == ["tỉnh"])
    }

    @Test("that are not there are empty")
    func missing() {
        #expect(Array(groups["a"]).isEmpty && !groups.contains("a") && groups.contains("t"))
        #expect(Array(Groups([Int]()) { $0 }[1]).isEmpty)
    }
}
