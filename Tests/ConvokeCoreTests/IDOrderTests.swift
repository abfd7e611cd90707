import Testing

@testable import ConvokeCore

@Suite("The order of ids")
struct IDOrderTests {
    private func order(_ ids: [String]) -> [String] {
        IDOrder(ids.count) { ids[$0] }.map { ids[$0] }
    }

    @Test("is that of their bytes, each once")
    func bytes() {
        #expect(order([]) == [])
        #expect(order(["hn-10", "hn-9", "hn-1"]) == ["hn-1", "hn-10", "hn-9"])
        #expect(order(["đ", "z", "Z", "e"]) == ["Z", "e", "z", "đ"])
    }

    @Test("looks at all of a long id, and knows the shorter of two that begin alike")
    func long() {
        let sixteen = "ubnd-huyen-huong"
        #expect(sixteen.utf8.count == 16)
        #expect(
            order([sixteen + "-khe-2", sixteen + "-khe", sixteen, sixteen + "-khe-10"])
                == [sixteen, sixteen + "-khe", sixteen + "-khe-10", sixteen + "-khe-2"])
    }

    @Test("is the same for ids at random")
    func random() {
        var source = SystemRandomNumberGenerator()
        let seed = source.next()
        var state = seed
        func next(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        let letters = Array("ab-é")
        for _ in 0..<200 {
            let ids = (0..<next(30)).map { _ in
                String((0..<(1 + next(20))).map { _ in letters[next(4)] })
            }
            let sorted = ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            #expect(order(ids) == sorted, "seed \(seed)")
        }
    }
}
