import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("A change")
struct ChangeTests {
    private func words(
        from old: Edition, to new: Edition, _ language: String = "vi", _ zone: TimeZone = hanoi
    ) -> [String] {
        Edition.changes(from: old, to: new).map { $0.words(language, zone) }
    }

    @Test(
        "is told in Vietnamese and in English",
        arguments: [
            (
                "start: 2021-11-24T08:00", "start: 2021-11-24T08:30",
                "Phiên “Triển khai Nghị quyết Đại hội XIII”: từ 08 giờ 00 ngày 24/11/2021 thành 08 giờ 30 ngày 24/11/2021",
                "Session “Triển khai Nghị quyết Đại hội XIII”: from 08:00 on 24 November 2021 to 08:30 on 24 November 2021"
            ),
            (
                "end: 2021-11-24T11:30", "end: 2021-11-24T12:00",
                "Phiên “Triển khai Nghị quyết Đại hội XIII”: kết thúc từ 11 giờ 30 ngày 24/11/2021 thành 12 giờ 00 ngày 24/11/2021",
                "Session “Triển khai Nghị quyết Đại hội XIII”: ending from 11:30 on 24 November 2021 to 12:00 on 24 November 2021"
            ),
            (
                "start: 2021-11-24T08:00, end: 2021-11-24T11:30",
                "start: 2021-11-24T07:30, end: 2021-11-24T11:00",
                "Phiên “Triển khai Nghị quyết Đại hội XIII”: từ 08 giờ 00 ngày 24/11/2021 thành 07 giờ 30 ngày 24/11/2021; kết thúc từ 11 giờ 30 ngày 24/11/2021 thành 11 giờ 00 ngày 24/11/2021",
                "Session “Triển khai Nghị quyết Đại hội XIII”: from 08:00 on 24 November 2021 to 07:30 on 24 November 2021; ending from 11:30 on 24 November 2021 to 11:00 on 24 November 2021"
            ),
            (
                "due: 2021-11-23T09:00", "due: 2021-11-22T17:00",
                "Nội dung cần thực hiện “Đăng ký điểm cầu cấp xã”: thời hạn từ 09 giờ 00 ngày 23/11/2021 thành 17 giờ 00 ngày 22/11/2021",
                "Obligation “Đăng ký điểm cầu cấp xã”: due from 09:00 on 23 November 2021 to 17:00 on 22 November 2021"
            ),
            (
                "report_to: [vp-ubnd,", "report_to: [",
                "Nội dung cần thực hiện “Đăng ký điểm cầu cấp xã”: thay đổi đầu mối liên hệ",
                "Obligation “Đăng ký điểm cầu cấp xã”: other contacts"
            ),
            (
                "at: 2021-11-24T06:00", "at: 2021-11-24T05:30",
                "Buổi chạy thử “chay-thu-2”: từ 06 giờ 00 ngày 24/11/2021 thành 05 giờ 30 ngày 24/11/2021",
                "Line test “chay-thu-2”: from 06:00 on 24 November 2021 to 05:30 on 24 November 2021"
            ),
            (
                "https://tailieu.example/chuong-trinh.pdf", "https://tailieu.example/moi.pdf",
                "Tài liệu “Chương trình Hội nghị”: thay bằng liên kết https://tailieu.example/moi.pdf",
                "Document “Chương trình Hội nghị”: replaced by the link https://tailieu.example/moi.pdf"
            ),
            (
                "file: documents/maket.pdf", "file: documents/2021/maket-2.pdf",
                "Tài liệu “Maket Hội nghị”: thay bằng tệp maket-2.pdf",
                "Document “Maket Hội nghị”: replaced by the file maket-2.pdf"
            ),
            (
                "title: Maket Hội nghị", "title: Mẫu maket",
                "Tài liệu: từ “Maket Hội nghị” thành “Mẫu maket”",
                "Document: from “Maket Hội nghị” to “Mẫu maket”"
            ),
            (
                "title: Hội nghị Văn hóa toàn quốc", "title: Hội nghị Văn hóa",
                "Tên hội nghị: từ “Hội nghị Văn hóa toàn quốc” thành “Hội nghị Văn hóa”",
                "Title of the conference: from “Hội nghị Văn hóa toàn quốc” to “Hội nghị Văn hóa”"
            ),
            (
                "arrive: 15m", "arrive: 1h30m",
                "Có mặt trước mỗi phiên: từ 15 phút thành 1 giờ 30 phút",
                "Arrival before each session: from 15 minutes to 1 hour 30 minutes"
            ),
            (
                "arrive: 15m", "arrive: 0m",
                "Có mặt trước mỗi phiên: từ 15 phút thành 0 phút",
                "Arrival before each session: from 15 minutes to 0 minutes"
            ),
        ])
    func told(old: String, new: String, vietnamese: String, english: String) throws {
        let (before, after) = (try edition(), try edition((old, new)))
        #expect(words(from: before, to: after) == [vietnamese])
        #expect(words(from: before, to: after, "en-GB") == [english])
        #expect(words(from: before, to: after, "fr") == [english])
    }

    @Test("that adds or takes away says so, with moment or link")
    func added() throws {
        let line =
            "  - {id: toi, title: Bế mạc, start: 2021-11-24T19:00, end: 2021-11-24T20:00}\n"
        let after = try edition(
            ("documents:\n", line + "documents:\n"),
            ("  - {id: chieu, title: Chiến lược phát triển", "  - {id: trua, title: Chiến lược"))
        #expect(
            try words(from: edition(), to: after) == [
                "Thêm phiên “Chiến lược văn hóa đến năm 2030”: từ 14 giờ 00 ngày 24/11/2021 đến 17 giờ 00 ngày 24/11/2021",
                "Thêm phiên “Bế mạc”: từ 19 giờ 00 ngày 24/11/2021 đến 20 giờ 00 ngày 24/11/2021",
                "Bỏ phiên “Chiến lược phát triển văn hóa đến năm 2030”",
            ])
        let less = try edition(venue: nil)
        #expect(
            try words(from: less, to: edition(), "en") == [
                "Place: from not set to “Hương Khê, Thị trấn”",
                "Added: obligation “Đăng ký điểm cầu cấp xã”: due 09:00 on 23 November 2021",
                "Added: document “Maket Hội nghị”: file maket.pdf",
            ])
        #expect(
            try words(from: edition(), to: less) == [
                "Địa điểm: từ “Hương Khê, Thị trấn” thành chưa xác định",
                "Bỏ nội dung cần thực hiện “Đăng ký điểm cầu cấp xã”",
                "Bỏ tài liệu “Maket Hội nghị”",
            ])
    }

    @Test("of a request is told with its text")
    func request() throws {
        let all = ("for: \"unit:Điện lực tỉnh\"", "for: all")
        #expect(
            try words(from: edition(), to: edition(all)) == [
                "Thêm đề nghị “Chỉ đạo ổn định nguồn điện trong toàn tỉnh”"
            ])
        let shorter = try edition(all, (" trong toàn tỉnh", ""))
        #expect(
            try words(from: edition(all), to: shorter, "en") == [
                "Request: from “Chỉ đạo ổn định nguồn điện trong toàn tỉnh” to “Chỉ đạo ổn định nguồn điện”"
            ])
    }

    @Test("of the place tells name and address")
    func place() throws {
        let venue = Venue(
            id: "huong-khe", name: "Nhà văn hóa", level: "huyen", parent: nil, address: "",
            place: huongKhe.place)
        let moved = try edition(venue: venue)
        #expect(
            try words(from: edition(), to: moved) == [
                "Địa điểm: từ “Hương Khê, Thị trấn” thành “Nhà văn hóa”"
            ])
    }

    @Test("is told by the clocks of a zone")
    func zone() throws {
        let after = try edition(("start: 2021-11-24T08:00", "start: 2021-11-24T06:30"))
        #expect(
            try words(from: edition(), to: after, "en", .gmt) == [
                "Session “Triển khai Nghị quyết Đại hội XIII”: from 01:00 on 24 November 2021 to 23:30 on 23 November 2021"
            ])
    }

    @Test("stands beside others of the same item, and items follow each other in time")
    func several() throws {
        let after = try edition(
            ("title: Triển khai Nghị quyết", "title: Nghị quyết"),
            ("start: 2021-11-24T08:00", "start: 2021-11-24T08:15"),
            ("start: 2021-11-24T14:00", "start: 2021-11-24T14:15"))
        let changes = Edition.changes(from: try edition(), to: after)
        let told = changes.compactMap { change -> String? in
            guard case .altered(let aspect, let old, _) = change else { return nil }
            return "\(old.id) \(aspect.rawValue)"
        }
        #expect(told == ["sang title", "sang moments", "chieu moments"])
        #expect(changes.count == 3)
    }

    @Test("the other way round has as many")
    func reverse() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("changes: seed \(seed)")
        var conferences = RandomConference(seed: seed)
        for _ in 0..<300 {
            let (first, second) = (conferences.next(), conferences.next())
            let old = Edition.of(first.conference, first.recipient)
            let new = Edition.of(second.conference, second.recipient)
            let changes = Edition.changes(from: old, to: new)
            #expect(changes.count == Edition.changes(from: new, to: old).count, "seed \(seed)")
            for change in changes {
                #expect(!change.words("vi", hanoi).isEmpty, "seed \(seed)")
                #expect(!change.words("en", hanoi).isEmpty, "seed \(seed)")
            }
        }
    }
}
