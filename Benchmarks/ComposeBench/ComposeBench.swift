import Composition
import ConvokeCore
import Foundation
import MallocCount

/// Measures how many messages one thread composes in a second, and how often each calls `malloc`:
/// `compose-bench TEMPLATE LAYOUT [MESSAGES [ENTRIES]]`, with so many calendar entries in each.
@main
struct ComposeBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            print("compose-bench TEMPLATE LAYOUT [MESSAGES [ENTRIES]]")
            exit(ExitStatus.usage.rawValue)
        }
        let composer = try composer(template: arguments[1], layout: arguments[2])
        let count = arguments.count > 3 ? Int(arguments[3]) ?? 500_000 : 500_000
        let sheets = sheets(arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0)
        let letters = (0..<1000).map { letter($0, sheets) }
        let bytes = try letters.reduce(0) { try $0 + composer.compose($1).size }
        let allocations = malloc_count()
        let start = ContinuousClock.now
        for number in 0..<count {
            let known = letters[number % letters.count]
            // The lines of a calendar are written anew for each letter.
            let letter = sheets.isEmpty ? known : letter(number % letters.count, sheets)
            _ = try composer.compose(letter)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let each = Double(malloc_count() - allocations) / Double(count)
        print(
            "\(Int(Double(count) / seconds)) messages a second on one core,",
            "\(bytes / letters.count) bytes and \((each * 10).rounded() / 10) calls of malloc each")
    }

    private static let place = Place("compose-bench")
    private static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .current

    private static func composer(template: String, layout: String) throws -> Composer {
        var problems: [Problem] = []
        let text = try String(contentsOfFile: template, encoding: .utf8)
        let frame = try String(contentsOfFile: layout, encoding: .utf8)
        guard let template = TemplateFile.read(text, file: template, into: &problems),
            let layout = Layout.read(frame, file: layout, into: &problems)
        else { throw Problems(problems) }
        return try Composer(
            template: template, layout: layout, notice: notice, conference: conference,
            contacts: ["ky-thuat": contact(0)], settings: settings, attachments: [:])
    }

    private static func contact(_ number: Int) -> Contact {
        Contact(
            id: "hu-\(number)", name: "Văn phòng UBND huyện Hương Khê số \(number)",
            salutation: "Kính gửi", title: "Chánh Văn phòng", unit: "UBND huyện số \(number)",
            venue: "huyen-\(number % 20)", groups: ["huyen"], emails: [address("hu\(number)")],
            place: place)
    }

    /// About as long as an entry is.
    private static func sheets(_ count: Int) -> [CalendarSheet] {
        let lines = String(repeating: "DESCRIPTION:Triển khai Nghị quyết Đại hội\r\n", count: 9)
        return (0..<count).map {
            CalendarSheet(
                name: "phien-\($0).ics", method: "REQUEST", before: Array(lines.utf8),
                after: Array(lines.utf8))
        }
    }

    private static func calendar(_ number: Int, _ sheets: [CalendarSheet]) -> LetterCalendar? {
        let uid = Array("UID:convoke-1a2b3c4d-5e6f7g8h-0123456789abcdefghjk\(number)\r\n".utf8)
        let attendee =
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=\r\n"
            + " TRUE;CN=\"Văn phòng UBND huyện Hương Khê\":mailto:hu\(number)@tinh.example\r\n"
        let lines = "DTSTAMP:20211119T010000Z\r\nSEQUENCE:0\r\n" + attendee
        return LetterCalendar(
            sheets.map { LetterCalendar.Entry($0, nameLine: uid) }, lines: Array(lines.utf8))
    }

    private static let people = (0..<1000).map(contact)

    private static func letter(_ number: Int, _ sheets: [CalendarSheet]) -> Letter {
        let contact = people[number]
        return Letter(
            recipient: Recipient(
                contact: contact, role: .invited, venue: contact.venue.flatMap { venues[$0] }),
            address: contact.emails[0], messageID: "d\(number).r1.5b8e2f@tinh.example",
            date: Date(timeIntervalSince1970: 1_637_283_600), answerCode: "K7QX-2M\(number)",
            calendar: calendar(number, sheets))
    }

    private static func address(_ local: String) -> EmailAddress {
        EmailAddress(localPart: local, domain: "tinh.example", asciiDomain: "tinh.example")
    }

    private static let venues = VenueTree(
        (0..<20).map {
            Venue(
                id: "huyen-\($0)", name: "Điểm cầu UBND huyện Hương Khê \($0)", level: "huyen",
                parent: nil, address: "Thị trấn Hương Khê", place: place)
        })

    private static let notice = Notice(
        id: "giay-moi", entry: "giay-moi", kind: .invitation, template: "giay-moi", about: nil,
        audience: .all, moment: .distantPast, lastUseful: .distantFuture, acknowledgeBy: nil,
        urgent: false, place: place)

    private static let conference: Conference = {
        let start = Date(timeIntervalSince1970: 1_637_715_600)
        let request = { (number: Int) in
            Request(
                id: "r\(number)", text: "Chỉ đạo ổn định nguồn điện",
                audience: .unit("UBND huyện số \(number)"), place: place)
        }
        return Conference(
            id: "van-hoa", title: "Hội nghị Văn hóa toàn quốc", convener: "Ban Bí thư Trung ương",
            timeZone: zone, arrive: Span(seconds: 900),
            sessions: ["Triển khai Nghị quyết Đại hội XIII", "Chiến lược đến năm 2030"].map {
                Session(id: $0, title: $0, start: start, end: start + 12_600, place: place)
            },
            venues: venues, documents: [],
            lineTests: [
                LineTest(
                    id: "chay-thu", title: "Chạy thử", at: start, audience: .group("ky-thuat"),
                    call: ["ky-thuat"], place: place)
            ],
            obligations: [
                Obligation(
                    id: "dang-ky", title: "Đăng ký điểm cầu cấp xã", due: start,
                    audience: .level("huyen"), reportTo: ["ky-thuat"], place: place)
            ],
            requests: (1...8).map(request), notices: [], ladder: [], duty: nil,
            recipientList: "", place: place)
    }()

    private static let settings = Settings(
        organisation: "Văn phòng Tỉnh ủy",
        from: Mailbox(name: "Văn phòng Tỉnh ủy", address: address("vanphong")), replyTo: nil,
        timeZone: zone, region: "VN", contacts: [], ledger: "",
        relay: RelaySettings(
            scheme: .smtp, host: "127.0.0.1", port: 25, user: nil, password: nil, caFile: nil,
            sessions: 1, rate: nil, place: place),
        retry: RetrySettings(), returnPath: nil, inbox: nil, sms: nil, onDoubt: .hold, quiet: nil,
        guardLimits: nil, watchURL: nil, place: place)
}
