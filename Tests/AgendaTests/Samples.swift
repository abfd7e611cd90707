import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// The sample of the design, whole.
let sampleConference = """
    # conferences/van-hoa-2021.yaml
    id: van-hoa-2021
    title: Hội nghị Văn hóa toàn quốc
    convener: Ban Bí thư Trung ương Đảng
    recipients: contacts/van-hoa-2021.csv
    venues: conferences/van-hoa-2021.venues.csv     # id,name,level,parent,address
    arrive: 15m
    sessions:
      - {id: sang,  title: Triển khai Nghị quyết Đại hội XIII, start: 2021-11-24T08:00, end: 2021-11-24T11:30}
      - {id: chieu, title: Chiến lược phát triển văn hóa đến năm 2030, start: 2021-11-24T14:00, end: 2021-11-24T17:00}
    documents:
      - {id: chuong-trinh, title: Chương trình Hội nghị, url: "https://tailieu.example/chuong-trinh.pdf", for: all}
      - {id: maket, title: Maket Hội nghị, file: documents/maket.pdf, for: "level:tinh,level:huyen"}
    line_tests:
      - {id: chay-thu-1, at: 2021-11-23T09:00, for: "group:ky-thuat", call: [ky-thuat-tw, ky-thuat-vnpt]}
      - {id: chay-thu-2, at: 2021-11-24T06:00, for: "group:ky-thuat", call: [ky-thuat-tw, ky-thuat-vnpt]}
    obligations:
      - {id: dang-ky, title: Đăng ký điểm cầu cấp xã, due: 2021-11-23T09:00, for: "level:huyen", report_to: [vp-ubnd, ban-tuyen-giao, vien-thong]}
    requests:
      - {id: dien-luc, text: Chỉ đạo ổn định nguồn điện trong toàn tỉnh, for: "unit:Điện lực tỉnh"}
    notices:
      - {id: giay-moi, kind: invitation, template: giay-moi, for: all, at: 2021-11-19T08:00}
      - {id: tai-lieu, kind: documents,  template: tai-lieu, for: all, at: 2021-11-22T08:00}
      - {id: nhac-dang-ky,  kind: reminder, template: nhac-han,      about: dang-ky,    before: [24h, 3h, 30m]}
      - {id: nhac-chay-thu, kind: reminder, template: nhac-chay-thu, about: chay-thu-1, before: [18h, 1h, 15m]}
    ladder:
      - {channel: sms,  wait: 10m}
      - {channel: sms,  to: deputy, wait: 10m}
      - {channel: call, wait: 20m}
      - {channel: call, to: duty}
    duty: truc-ban
    """

/// A conference in few lines: 24 November 2021, 08:00 to 17:00.
let leastConference = """
    id: a
    title: A
    convener: B
    recipients: contacts/a.csv
    sessions:
      - {id: s1, title: S, start: 2021-11-24T08:00, end: 2021-11-24T17:00}
    notices:
      - {id: n1, kind: invitation, template: t, at: 2021-11-19T08:00}
    """

let hanoi = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt

func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

func readConference(
    _ text: String, file: String = "conferences/a.yaml", zone: TimeZone = hanoi
) -> (draft: ConferenceDraft?, problems: [Problem]) {
    var problems: [Problem] = []
    let draft = ConferenceFile.read(text, file: file, zone: zone, into: &problems)
    return (draft, problems)
}

/// The short conference with more lines after it, which begin in line 9.
func readMore(_ lines: String...) -> (draft: ConferenceDraft?, problems: [Problem]) {
    readConference(leastConference + "\n" + lines.joined(separator: "\n") + "\n")
}

/// An instant of the sample's zone.
func at(_ text: String, _ zone: TimeZone = hanoi) -> Date {
    WallTime(parsing: text)?.instant(in: zone) ?? .distantPast
}

func contact(
    _ id: String, venue: String? = nil, groups: [String] = [], unit: String = "",
    phone: Bool = true
) -> Contact {
    let number = PhoneNumber(dialled: "+84900000101", display: "0900 000 101", kind: .mobile)
    return Contact(
        id: id, name: id, unit: unit, venue: venue, groups: groups, phones: phone ? [number] : [],
        place: Place("contacts/book.csv", row: 2))
}
