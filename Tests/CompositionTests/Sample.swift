import ConvokeCore
import Foundation

@testable import Composition

/// A small conference, with one of everything that a template can name.
enum Sample {
    static let place = Place("conferences/van-hoa.yaml", line: 7)
    static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    static let date = moment("2021-11-19T08:00")

    static func address(_ local: String, _ domain: String = "tinh.example") -> EmailAddress {
        EmailAddress(localPart: local, domain: domain, asciiDomain: domain)
    }

    static func settings(
        organisation: String = "Văn phòng Tỉnh ủy", from name: String = "Văn phòng Tỉnh ủy",
        replyTo: EmailAddress? = address("tra-loi")
    ) -> Settings {
        Settings(
            organisation: organisation, from: Mailbox(name: name, address: address("vanphong")),
            replyTo: replyTo, timeZone: zone, region: "VN", contacts: ["contacts/book.csv"],
            ledger: "ledger.sqlite",
            relay: RelaySettings(
                scheme: .smtp, host: "127.0.0.1", port: 2525, user: nil, password: nil,
                caFile: nil, sessions: 8, rate: nil, place: place),
            retry: RetrySettings(), returnPath: nil, inbox: nil, sms: nil, onDoubt: .resend,
            quiet: nil, guardLimits: nil, watchURL: nil, place: place)
    }

    static let venues = VenueTree([
        Venue(
            id: "tinh", name: "Hội trường tỉnh", level: "tinh", parent: nil, address: "1 Hoà Bình",
            place: place),
        Venue(
            id: "huong-khe", name: "UBND huyện Hương Khê", level: "huyen", parent: "tinh",
            address: "", place: place),
    ])

    static let technician = Contact(
        id: "ky-thuat", name: "Kỹ thuật trực", title: "Trưởng ca", unit: "Viễn thông tỉnh",
        emails: [address("kythuat")],
        phones: [
            PhoneNumber(dialled: "+84900000199", display: "0900 000 199", kind: .mobile),
            PhoneNumber(dialled: "199", display: "199", kind: .service),
        ], place: place)

    static func contact(
        id: String = "hu-hk", name: String = "Văn phòng UBND huyện Hương Khê",
        unit: String = "UBND huyện Hương Khê", venue: String? = "huong-khe",
        language: String = "vi"
    ) -> Contact {
        Contact(
            id: id, name: name, salutation: "Kính gửi", title: "Chánh Văn phòng", unit: unit,
            venue: venue, groups: ["huyen"], emails: [address("huongkhe")], language: language,
            place: place)
    }

    static func recipient(_ contact: Contact = contact(), role: Role = .invited) -> Recipient {
        Recipient(contact: contact, role: role, venue: contact.venue.flatMap { venues[$0] })
    }

    static func letter(
        _ contact: Contact = contact(), address: EmailAddress? = nil,
        id: String = "d17.r1.2f9c@tinh.example", answerCode: String = "K7QX-2M",
        inReplyTo: [String] = [], changes: [String] = [], isLate: Bool = false,
        calendar: LetterCalendar? = nil
    ) -> Letter {
        Letter(
            recipient: recipient(contact), address: address ?? contact.emails[0], messageID: id,
            date: date, answerCode: answerCode, inReplyTo: inReplyTo, changes: changes,
            isLate: isLate, calendar: calendar)
    }

    static func notice(
        about: Notice.Subject? = nil, kind: Notice.Kind = .invitation
    ) -> Notice {
        Notice(
            id: "giay-moi", entry: "giay-moi", kind: kind, template: "giay-moi",
            about: about, audience: .all, moment: date, lastUseful: date, acknowledgeBy: nil,
            urgent: false, place: place)
    }

    static func moment(_ text: String) -> Date {
        Instant.parse(text + ":00+07:00") ?? .distantPast
    }

    static func conference(
        title: String = "Hội nghị Văn hóa toàn quốc", requests: [Request]? = nil,
        documents: [Document]? = nil
    ) -> Conference {
        Conference(
            id: "van-hoa", title: title, convener: "Ban Bí thư", timeZone: zone,
            arrive: Span(seconds: 900),
            sessions: [
                Session(
                    id: "sang", title: "Triển khai Nghị quyết",
                    start: moment("2021-11-24T08:00"), end: moment("2021-11-24T11:30"),
                    place: place),
                Session(
                    id: "chieu", title: "Chiến lược đến năm 2030",
                    start: moment("2021-11-24T14:00"), end: moment("2021-11-24T17:00"),
                    place: place),
            ],
            venues: venues, documents: documents ?? self.documents,
            lineTests: [
                LineTest(
                    id: "chay-thu-1", title: "Chạy thử lần 1", at: moment("2021-11-23T09:00"),
                    audience: .group("ky-thuat"), call: ["ky-thuat"], place: place)
            ],
            obligations: [
                Obligation(
                    id: "dang-ky", title: "Đăng ký điểm cầu", due: moment("2021-11-23T09:00"),
                    audience: .level("huyen"), reportTo: ["ky-thuat"], place: place)
            ],
            requests: requests ?? [
                Request(
                    id: "dien-luc", text: "Ổn định nguồn điện", audience: .unit("Điện lực"),
                    place: place)
            ],
            notices: [], ladder: [], duty: nil, recipientList: "contacts/van-hoa.csv",
            place: place)
    }

    static let documents = [
        Document(
            id: "chuong-trinh", title: "Chương trình",
            source: .link("https://tailieu.example/ct.pdf?a=1&b=2"), audience: .all, place: place),
        Document(
            id: "maket", title: "Maket", source: .file("documents/Maket Hội nghị.pdf"),
            audience: .level("huyen"), place: place),
    ]

    static func template(
        _ body: String, subject: String = "Giấy mời", attach: String? = nil
    ) throws -> Template {
        var problems: [Problem] = []
        let text =
            "---\nsubject: '\(subject.replacingOccurrences(of: "'", with: "''"))'\n"
            + (attach.map { "attach: \($0)\n" } ?? "") + "---\n" + body
        guard let template = TemplateFile.read(text, file: "templates/t.md", into: &problems)
        else { throw Problems(problems) }
        return template
    }

    static let maket = Attachment(
        name: "Maket Hội nghị.pdf", bytes: Array("%PDF-1.4\n.\r\nMaket".utf8))

    static func composer(
        _ body: String, subject: String = "Giấy mời", attach: String? = nil,
        layout: Layout? = nil, about: Notice.Subject? = nil, conference: Conference? = nil,
        settings: Settings? = nil,
        attachments: [String: Attachment] = ["documents/Maket Hội nghị.pdf": maket]
    ) throws -> Composer {
        try Composer(
            template: template(body, subject: subject, attach: attach), layout: layout,
            notice: notice(about: about), conference: conference ?? self.conference(),
            contacts: ["ky-thuat": technician], settings: settings ?? self.settings(),
            attachments: attachments)
    }
}

/// What reading a template finds.
func problems(in text: String) -> [Problem] {
    var found: [Problem] = []
    _ = TemplateFile.read(text, file: "templates/t.md", into: &found)
    return found
}
