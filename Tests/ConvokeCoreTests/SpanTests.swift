import ConvokeCore
import Testing

@Suite("A span of time")
struct SpanTests {
    @Test(
        "is read in seconds",
        arguments: [
            ("15m", 900), ("24h", 86_400), ("2d", 172_800), ("1h30m", 5400), ("90s", 90), ("0m", 0),
        ])
    func reads(text: String, seconds: Int) {
        #expect(Span(parsing: text)?.seconds == seconds)
    }

    @Test(
        "is refused when it is none", arguments: ["", "15", "m", "-5m", "1.5h", "15 m", "99999h"])
    func refuses(text: String) {
        #expect(Span(parsing: text) == nil)
    }

    @Test(
        "is written in the largest units that fit",
        arguments: [(86_400, "24h"), (90, "1m30s"), (0, "0s"), (5400, "1h30m")])
    func writes(seconds: Int, text: String) {
        #expect(Span(seconds: seconds).description == text)
    }
}
