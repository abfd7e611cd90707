import ConvokeCore
import Testing

@testable import Phone

@Suite("A report about a text")
struct ReportTests {
    struct Case: Sendable {
        let query: String
        let state: DeliveryReport.State
        let words: String
    }

    static let cases: [Case] = [
        Case(query: "status=8&answer=ACK%2F", state: .buffered, words: "ACK/"),
        Case(query: "status=1&answer=", state: .delivered, words: ""),
        Case(query: "status=1", state: .delivered, words: ""),
        Case(query: "status=4&answer=queued", state: .buffered, words: "queued"),
        Case(
            query: "status=2&answer=stat%3AUNDELIV", state: .failed(.other), words: "stat:UNDELIV"),
        Case(
            query: "status=16&answer=NACK%2Fno+SMSC", state: .failed(.addressBad),
            words: "NACK/no SMSC"),
        Case(
            query: "status=16&answer=NACK%2Fvalidity+expired", state: .failed(.relayTrouble),
            words: "NACK/validity expired"),
        Case(query: "status=17&answer=x", state: .failed(.other), words: "x"),
        Case(query: "status=9&answer=x", state: .delivered, words: "x"),
    ]

    @Test("from Kannel says what its bit says", arguments: cases)
    func kannel(_ expected: Case) throws {
        let report = try #require(DeliveryReport(query: "reference=r~5F1&" + expected.query))
        #expect(report.reference == "r_1")
        #expect(report.state == expected.state)
        #expect(report.words == expected.words)
        #expect(DeliveryReport(query: "/dlr?reference=r~5F1&" + expected.query) == report)
    }

    @Test(
        "that cannot be read is none",
        arguments: [
            "", "status=1", "reference=&status=1", "reference=a", "reference=a&status=",
            "reference=a&status=0", "reference=a&status=32", "reference=a&status=-1",
            "reference=a&status=%d", "reference=a&status=1&status=2", "reference=~zz&status=1",
            "reference=a&status=1&answer=%4",
        ])
    func unreadable(_ query: String) {
        #expect(DeliveryReport(query: query) == nil)
    }

    @Test("comes in any order: the first final word stands")
    func order() {
        let states: [DeliveryReport.State] = [.buffered, .delivered, .failed(.other)]
        for first in states {
            for second in states {
                let expected = first == .buffered ? second : first
                #expect(first.followed(by: second) == expected)
            }
        }
    }
}

@Suite("A text that comes in")
struct IncomingTextTests {
    @Test("from Kannel in UTF-16 keeps every letter")
    func wide() {
        let query = "from=%2B84900000101&to=VANPHONG&text=%00C%01%0B%1E%D3&coding=2"
        #expect(
            IncomingText(query: query) == IncomingText(number: "+84900000101", text: "Cċồ"))
    }

    @Test("from Kannel in plain letters is as it stands")
    func plain() {
        #expect(
            IncomingText(query: "/reply?from=+84900000101&to=V&text=OK+%2B+c%C3%B3&coding=0")
                == IncomingText(number: "+84900000101", text: "OK + có"))
        #expect(
            IncomingText(query: "from=0900000101&text=")
                == IncomingText(number: "0900000101", text: ""))
    }

    @Test(
        "that is half a text is none",
        arguments: [
            "", "from=1", "text=OK", "from=&text=OK", "from=1&text=%00O%00&coding=2",
            "from=1&text=%D8%3D&coding=2", "from=1&text=%FF",
        ])
    func broken(_ query: String) {
        #expect(IncomingText(query: query) == nil)
    }
}
