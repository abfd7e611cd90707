import ConvokeCore
import Foundation
import Testing

@testable import Calendar

@Suite("An entry for a calendar")
struct RequestTests {
    @Test("libical finds nothing wrong with it", arguments: [CalendarMethod.request, .cancel])
    func libicalAccepts(method: CalendarMethod) {
        let checker = LibicalChecker(Sample.text(method))
        #expect(checker.complaints.isEmpty)
        #expect(checker.start == Int(Sample.start.timeIntervalSince1970))
        #expect(checker.end == checker.start + 12_600)
    }

    @Test("Python's icalendar reads what was meant", .enabled(if: PythonCalendar.isThere))
    func pythonAccepts() throws {
        let read = try PythonCalendar.read(Sample.text())
        #expect(read.method == "REQUEST")
        let entry = try #require(read.entries.first)
        #expect(read.entries.count == 1)
        #expect(entry.uid == Sample.copy().uid)
        #expect(entry.start == "2021-11-24T01:00:00Z")
        #expect(entry.end == "2021-11-24T04:30:00Z")
        #expect(entry.local == "20211124T080000")
        #expect(entry.summary == Sample.entry().summary)
        #expect(entry.location == Sample.copy().lines.location)
        #expect(entry.attendee == "mailto:vanphong@huongkhe.example")
        #expect(entry.name == "Văn phòng UBND huyện Hương Khê")
        #expect(entry.alarms == [-900])
    }

    @Test("says what a calendar must know, line by line")
    func lines() {
        let lines = Sample.unfolded(Sample.text())
        for line in [
            "METHOD:REQUEST", "TZID:Asia/Ho_Chi_Minh", "TZOFFSETTO:+0700",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20211124T080000",
            "DTEND;TZID=Asia/Ho_Chi_Minh:20211124T113000", "DTSTAMP:20211119T010000Z",
            "SEQUENCE:0", "STATUS:CONFIRMED", "TRIGGER:-PT15M", "ACTION:DISPLAY",
            "ORGANIZER;CN=Văn phòng Tỉnh ủy;SENT-BY=\"mailto:thumoi@tinhuy.example\""
                + ":mailto:vanphong@tinhuy.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
                + ";CN=\"Văn phòng UBND huyện Hương Khê\":mailto:vanphong@huongkhe.example",
        ] {
            #expect(lines.contains(line))
        }
    }

    @Test("called off, it has the same name, a higher version and no alarm")
    func cancelled() {
        let lines = Sample.unfolded(
            Sample.text(.cancel, Sample.entry(), Sample.copy(sequence: 2)))
        #expect(lines.contains("METHOD:CANCEL"))
        #expect(lines.contains("STATUS:CANCELLED"))
        #expect(lines.contains("UID:" + Sample.copy().uid))
        #expect(lines.contains("SEQUENCE:2"))
        #expect(!lines.contains("BEGIN:VALARM"))
    }

    @Test("no alarm where nobody has to be there before the start")
    func withoutAlarm() {
        #expect(!Sample.text(.request, Sample.entry(alarm: 0)).contains("VALARM"))
    }

    @Test("an hour and a half and a second before the start is a length of time too")
    func oddAlarm() {
        let lines = Sample.unfolded(Sample.text(.request, Sample.entry(alarm: 5401)))
        #expect(lines.contains("TRIGGER:-PT90M1S"))
    }

    @Test("no line is longer than 75 octets, and none ends within a character")
    func folded() {
        let long = String(repeating: "Trực tuyến 📅 đến cấp xã, ", count: 40)
        let text = Sample.text(
            .request, Sample.entry(long, description: long),
            Sample.copy(name: long, location: long))
        for line in text.utf8.split(separator: 10) {
            #expect(line.count <= 76)
            #expect(line.last == 13)
            #expect(String(validating: Array(line), as: UTF8.self) != nil)
        }
        #expect(Sample.unfolded(text).contains { $0.contains(long.replacing(",", with: "\\,")) })
    }

    @Test(
        "nothing from a file ends a line or a property",
        arguments: [
            "a\r\nATTENDEE:mailto:x@y.example", "a\nEND:VEVENT\nBEGIN:VEVENT", "a\rX:1",
            "\"quoted\"; and, back\\slash:\ttab", "a\u{0}b\u{1B}[31m", "\u{2028}X:1\u{85}Y:2",
            ";CN=x:mailto:y", "\\n", "^n^'", " ", "",
        ])
    func hostile(value: String) throws {
        let text = Sample.text(
            .request, Sample.entry(value, description: value),
            Sample.copy(name: value, location: value))
        #expect(LibicalChecker(text).complaints.isEmpty)
        let lines = Sample.unfolded(text)
        #expect(lines.count { $0.hasPrefix("ATTENDEE") } == 1)
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 1)
        #expect(lines.count { $0 == "END:VEVENT" } == 1)
        #expect(!lines.contains { $0.hasPrefix("X:") || $0.hasPrefix("Y:") })
        #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 13 || $0 == 10 })
    }

    @Test(
        "an address is a URI",
        arguments: [
            ("van.phong+1", "mailto:van.phong+1@tinhuy.example"),
            ("\"a b\"", "mailto:%22a%20b%22@tinhuy.example"),
            ("a?cc=b&c", "mailto:a%3Fcc=b%26c@tinhuy.example"),
            ("đ", "mailto:%C4%91@tinhuy.example"),
        ])
    func address(local: String, uri: String) {
        #expect(CalendarParty.uri(Sample.address(local)) == uri)
    }

    @Test("whom it only informs is not asked to answer")
    func informed() {
        let lines = CalendarCopy.Lines(
            sequence: 0, stamp: Sample.stamp, attendee: Sample.organiser.party, isAsked: false,
            location: "")
        let text = String(decoding: lines.bytes, as: UTF8.self).replacing("\r\n ", with: "")
        #expect(text.contains(";ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;"))
        #expect(!text.contains("LOCATION"))
    }

    @Test("the sender is named only where it is somebody else")
    func sentBy() {
        let party = CalendarParty(name: "", address: Sample.address("vanphong"))
        #expect(CalendarOrganiser(party: party, sentBy: party.address).sentBy == nil)
    }
}

extension Sample {
    /// Content lines with their foldings undone.
    static func unfolded(_ text: String) -> [String] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }
}
