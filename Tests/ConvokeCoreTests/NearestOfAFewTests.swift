import ConvokeCore
import Testing

@Suite("The nearest of a few names")
struct NearestOfAFewTests {
    private let names = ["title", "venues", "sessions", "group", "Asia/Ho_Chi_Minh"]

    @Test(
        "is found through a slip of the keyboard",
        arguments: [
            ("titel", "title"), ("tilte", "title"), ("venue", "venues"), ("Sessions", "sessions"),
            ("sesions", "sessions"), ("grup", "group"), ("Asia/Ho_Chi_Min", "Asia/Ho_Chi_Minh"),
            ("asia/hochiminh", "Asia/Ho_Chi_Minh"),
        ])
    func near(word: String, name: String) {
        #expect(NearestName.nearest(to: word, in: names) == name)
    }

    @Test("is none where nothing is near", arguments: ["", "colour", "tx", "recipients"])
    func far(word: String) {
        #expect(NearestName.nearest(to: word, in: names) == nil)
    }

    @Test("is the first in the alphabet where two are equally near, and none in an empty list")
    func ties() {
        #expect(NearestName.nearest(to: "bat", in: ["rat", "cat"]) == "cat")
        #expect(NearestName.nearest(to: "bat", in: [String]()) == nil)
    }
}
