import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct LocalisedTests {
    private let wall = WallTime(year: 2021, month: 11, day: 24, hour: 8, minute: 0)

    @Test("Vietnamese times and dates")
    func vietnamese() {
        let words = Localised.of("vi-VN")
        #expect(words.time(wall) == "08 giờ 00")
        #expect(words.date(wall) == "24/11/2021")
        #expect(words.day(wall) == "thứ Tư")
        #expect(words.moment(wall) == "08 giờ 00 ngày 24/11/2021")
        #expect(words.span(Span(seconds: 900)) == "15 phút")
        #expect(words.span(Span(seconds: 7200)) == "2 giờ")
    }

    @Test("English times and dates, for other languages too", arguments: ["en", "fr", "", "x-y"])
    func english(_ language: String) {
        let words = Localised.of(language)
        #expect(words.time(wall) == "08:00")
        #expect(words.date(wall) == "24 November 2021")
        #expect(words.day(wall) == "Wednesday")
        #expect(words.moment(wall) == "08:00 on 24 November 2021")
        #expect(words.span(Span(seconds: 900)) == "15 minutes")
        #expect(words.span(Span(seconds: 5400)) == "90 minutes")
        #expect(words.span(Span(seconds: 3600)) == "1 hour")
    }

    @Test("fields are written in the recipient's language")
    func fields() throws {
        let composer = try Sample.composer(
            "{{conference.arrive}}; {{conference.date}}; {{recipient.role}}; {{notice.kind}}; "
                + "{{session.start}}-{{session.end_time}}", about: .session("sang"))
        #expect(
            composer.text(Sample.letter())
                == "15 phút; 24/11/2021; tham dự; giấy mời; "
                + "08 giờ 00 ngày 24/11/2021-11 giờ 30\n")
        #expect(
            composer.text(Sample.letter(Sample.contact(language: "en")))
                == "15 minutes; 24 November 2021; invited; invitation; "
                + "08:00 on 24 November 2021-11:30\n")
    }
}
