import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// The sample conference with some of its text replaced, as one recipient is told of it: a technical
/// contact of a district.
func edition(
    _ replacements: (old: String, new: String)..., digests: [String: String] = [:],
    venue: Venue? = huongKhe
) throws -> Edition {
    var text = sampleConference
    for (old, new) in replacements {
        try #require(text.contains(old), "\(old)")
        text = text.replacing(old, with: new)
    }
    let (draft, problems) = readConference(text, file: "conferences/van-hoa-2021.yaml")
    try #require(problems.isEmpty, "\(problems)")
    let conference = try #require(draft).conference(venues: VenueTree([huongKhe]))
    let recipient = Recipient(
        contact: contact("hk", groups: ["ky-thuat"]), role: .invited, venue: venue)
    return Edition.of(conference, recipient, digests: digests)
}

let huongKhe = Venue(
    id: "huong-khe", name: "Hương Khê", level: "huyen", parent: nil, address: "Thị trấn",
    place: Place("v.csv", row: 2))

@Suite("An edition")
struct EditionTests {
    @Test("is written as lines of JSON, by kind and id, with instants in UTC")
    func text() throws {
        #expect(
            try edition().text == """
                ["edition","1"]
                ["conference","Hội nghị Văn hóa toàn quốc"]
                ["arrive","900"]
                ["venue","Hương Khê","Thị trấn"]
                ["session","chieu","Chiến lược phát triển văn hóa đến năm 2030",\
                "2021-11-24T07:00:00Z","2021-11-24T10:00:00Z"]
                ["session","sang","Triển khai Nghị quyết Đại hội XIII",\
                "2021-11-24T01:00:00Z","2021-11-24T04:30:00Z"]
                ["obligation","dang-ky","Đăng ký điểm cầu cấp xã","2021-11-23T02:00:00Z",\
                "vp-ubnd","ban-tuyen-giao","vien-thong"]
                ["line_test","chay-thu-1","chay-thu-1","2021-11-23T02:00:00Z",\
                "ky-thuat-tw","ky-thuat-vnpt"]
                ["line_test","chay-thu-2","chay-thu-2","2021-11-23T23:00:00Z",\
                "ky-thuat-tw","ky-thuat-vnpt"]
                ["document","chuong-trinh","Chương trình Hội nghị","link",\
                "https://tailieu.example/chuong-trinh.pdf"]
                ["document","maket","Maket Hội nghị","file","documents/maket.pdf"]

                """)
    }

    @Test("has what concerns its recipient, and nothing else")
    func concern() throws {
        let edition = try edition(venue: nil)
        #expect(edition.site == nil)
        #expect(
            edition.items.map(\.id) == [
                "chieu", "sang", "chay-thu-1", "chay-thu-2", "chuong-trinh",
            ])
    }

    @Test("has a request of its recipient with its text")
    func request() throws {
        let item = try edition(("for: \"unit:Điện lực tỉnh\"", "for: all")).items.last
        #expect(item?.kind == .request)
        #expect(item?.title == "Chỉ đạo ổn định nguồn điện trong toàn tỉnh")
    }

    @Test("does not depend on the order of the file")
    func order() throws {
        let (first, second) = ("  - {id: chay-thu-1,", "  - {id: chay-thu-2,")
        let swapped = try edition(
            (first, "  - {id: x,"), (second, first), ("  - {id: x,", second),
            ("at: 2021-11-23T09:00, for", "at: X, for"),
            ("at: 2021-11-24T06:00, for", "at: 2021-11-23T09:00, for"),
            ("at: X, for", "at: 2021-11-24T06:00, for"))
        #expect(try swapped == edition())
        #expect(try swapped.text == edition().text)
    }

    @Test("knows a file that was replaced under its old name")
    func digest() throws {
        let old = try edition(digests: ["documents/maket.pdf": "aa"])
        let new = try edition(digests: ["documents/maket.pdf": "bb"])
        #expect(old.text.contains("\"documents/maket.pdf\",\"aa\"]\n"))
        #expect(Edition.changes(from: old, to: new).count == 1)
        #expect(Edition.changes(from: old, to: old).isEmpty)
    }

    @Test("is read back as it was written, and differs from itself in nothing, whatever it says")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("editions: seed \(seed)")
        var conferences = RandomConference(seed: seed)
        var earlier: Edition?
        for _ in 0..<500 {
            let (conference, recipient) = conferences.next()
            let edition = Edition.of(conference, recipient)
            let back = try #require(Edition.parse(edition.text), "seed \(seed)")
            #expect(back == edition, "seed \(seed)")
            #expect(Array(back.text.utf8) == Array(edition.text.utf8), "seed \(seed)")
            #expect(Edition.changes(from: edition, to: back).isEmpty, "seed \(seed)")
            if let earlier, earlier != edition {
                #expect(!Edition.changes(from: earlier, to: edition).isEmpty, "seed \(seed)")
            }
            earlier = edition
        }
    }

    @Test(
        "that is cut short, spoilt, or of another version is not read",
        arguments: [
            ("[\"edition\",\"1\"]", "[\"edition\",\"2\"]"), ("[\"edition\",\"1\"]\n", ""),
            ("[\"conference\",\"Hội nghị Văn hóa toàn quốc\"]\n", ""),
            ("[\"arrive\",\"900\"]\n", ""), ("\"900\"", "\"soon\""),
            ("\"session\"", "\"lecture\""), ("2021-11-24T07:00:00Z", "2021-11-24T25:00:00Z"),
            (",\"2021-11-24T07:00:00Z\",\"2021-11-24T10:00:00Z\"", ""), ("\"Thị trấn\"", "3"),
            ("\"file\",\"documents/maket.pdf\"]\n", "\"file\""), ("\"Thị trấn\"]\n", "\"x\"]"),
            ("\"documents/maket.pdf\"]\n", "\"documents/maket.pdf\"]"),
        ])
    func spoilt(old: String, new: String) throws {
        let text = try edition().text
        try #require(text.contains(old))
        #expect(Edition.parse(text.replacing(old, with: new)) == nil)
    }

    @Test("is not read from nothing", arguments: ["", "\n", "edition 1\n", "{}\n"])
    func nothing(text: String) {
        #expect(Edition.parse(text) == nil)
    }
}
