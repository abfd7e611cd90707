import ConvokeCore
import Foundation

@testable import Calendar

/// A session as a province holds it, and its parts for the tests to change.
enum Sample {
    static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    /// 24 November 2021, 08:00 in Ho Chi Minh City.
    static let start = Date(timeIntervalSince1970: 1_637_715_600)
    static let stamp = Date(timeIntervalSince1970: 1_637_283_600)

    static func entry(
        _ summary: String = "Hội nghị Văn hóa toàn quốc: Triển khai Nghị quyết Đại hội XIII",
        description: String = "Ban Bí thư triệu tập; có mặt trước 15 phút,\nmang theo tài liệu.",
        at start: Date = start, zone: TimeZone = zone, alarm: Int = 900
    ) -> CalendarEntry {
        CalendarEntry(
            summary: summary, description: description, start: start, end: start + 12_600,
            timeZone: zone, alarm: Span(seconds: alarm))
    }

    static func address(_ local: String, _ domain: String = "tinhuy.example") -> EmailAddress {
        EmailAddress(localPart: local, domain: domain, asciiDomain: domain)
    }

    static let organiser = CalendarOrganiser(
        party: CalendarParty(name: "Văn phòng Tỉnh ủy", address: address("vanphong")),
        sentBy: address("thumoi"))

    static func copy(
        sequence: Int = 0, name: String = "Văn phòng UBND huyện Hương Khê",
        location: String = "Điểm cầu Hương Khê, số 1 đường Trần Phú, thị trấn Hương Khê"
    ) -> CalendarCopy {
        CalendarCopy(
            uid: "convoke-1a2b3c4d-5e6f7g8h-0123456789abcdefghjkmnpq",
            lines: CalendarCopy.Lines(
                sequence: sequence, stamp: stamp,
                attendee: CalendarParty(
                    name: name, address: address("vanphong", "huongkhe.example")),
                location: location))
    }

    static func text(
        _ method: CalendarMethod = .request, _ entry: CalendarEntry = entry(),
        _ copy: CalendarCopy = copy()
    ) -> String {
        guard let form = CalendarForm(method, entry, organiser: organiser) else { return "" }
        return String(decoding: form.bytes(copy), as: UTF8.self)
    }
}
