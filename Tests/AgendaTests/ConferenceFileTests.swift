import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("The conference of the design")
struct SampleConferenceTests {
    private let file = "conferences/van-hoa-2021.yaml"

    private func sample() throws -> Conference {
        let (draft, problems) = readConference(sampleConference, file: file)
        #expect(problems.isEmpty, "\(problems)")
        return try #require(draft).conference()
    }

    @Test("may want no entries in calendars")
    func withoutCalendar() throws {
        let text = sampleConference.replacing("arrive: 15m", with: "arrive: 15m\ncalendar: no")
        let (draft, problems) = readConference(text, file: file)
        #expect(problems.isEmpty)
        #expect(try #require(draft).conference().hasCalendar == false)
    }

    private func place(_ line: Int, _ field: String) -> Place {
        Place(file, line: line, field: field)
    }

    @Test("has its head")
    func head() throws {
        let conference = try sample()
        #expect(conference.id == "van-hoa-2021")
        #expect(conference.title == "Hội nghị Văn hóa toàn quốc")
        #expect(conference.convener == "Ban Bí thư Trung ương Đảng")
        #expect(conference.recipientList == "contacts/van-hoa-2021.csv")
        #expect(conference.timeZone == hanoi)
        #expect(conference.arrive == Span(seconds: 900))
        #expect(conference.duty == "truc-ban")
        #expect(conference.hasCalendar)
        #expect(conference.assembly == at("2021-11-24T07:45"))
        let draft = try #require(readConference(sampleConference, file: file).draft)
        guard case .file(let path, let place) = draft.venues else {
            Issue.record("the venues are those of a file")
            return
        }
        #expect(path == "conferences/van-hoa-2021.venues.csv")
        #expect(place.line == 6)
    }

    @Test("has its sessions, documents, tests, obligations and requests")
    func sections() throws {
        let conference = try sample()
        #expect(
            conference.sessions.first
                == Session(
                    id: "sang", title: "Triển khai Nghị quyết Đại hội XIII",
                    start: at("2021-11-24T08:00"), end: at("2021-11-24T11:30"),
                    place: place(9, "sessions[1]")))
        #expect(conference.sessions.map(\.id) == ["sang", "chieu"])
        #expect(
            conference.documents == [
                Document(
                    id: "chuong-trinh", title: "Chương trình Hội nghị",
                    source: .link("https://tailieu.example/chuong-trinh.pdf"), audience: .all,
                    place: place(12, "documents[1]")),
                Document(
                    id: "maket", title: "Maket Hội nghị", source: .file("documents/maket.pdf"),
                    audience: .either(.level("tinh"), .level("huyen")),
                    place: place(13, "documents[2]")),
            ])
        #expect(
            conference.lineTests.first
                == LineTest(
                    id: "chay-thu-1", title: "chay-thu-1", at: at("2021-11-23T09:00"),
                    audience: .group("ky-thuat"), call: ["ky-thuat-tw", "ky-thuat-vnpt"],
                    place: place(15, "line_tests[1]")))
        #expect(
            conference.obligations == [
                Obligation(
                    id: "dang-ky", title: "Đăng ký điểm cầu cấp xã", due: at("2021-11-23T09:00"),
                    audience: .level("huyen"),
                    reportTo: ["vp-ubnd", "ban-tuyen-giao", "vien-thong"],
                    place: place(18, "obligations[1]"))
            ])
        #expect(
            conference.requests == [
                Request(
                    id: "dien-luc", text: "Chỉ đạo ổn định nguồn điện trong toàn tỉnh",
                    audience: .unit("Điện lực tỉnh"), place: place(20, "requests[1]"))
            ])
    }

    @Test("has eight notices, each with its moment, its audience and its last useful moment")
    func notices() throws {
        let conference = try sample()
        let expected: [(String, String, Selector, String)] = [
            ("giay-moi", "2021-11-19T08:00", .all, "2021-11-24T07:45"),
            ("tai-lieu", "2021-11-22T08:00", .all, "2021-11-24T07:45"),
            ("nhac-dang-ky@24h", "2021-11-22T09:00", .level("huyen"), "2021-11-23T09:00"),
            ("nhac-dang-ky@3h", "2021-11-23T06:00", .level("huyen"), "2021-11-23T09:00"),
            ("nhac-dang-ky@30m", "2021-11-23T08:30", .level("huyen"), "2021-11-23T09:00"),
            ("nhac-chay-thu@18h", "2021-11-22T15:00", .group("ky-thuat"), "2021-11-23T09:00"),
            ("nhac-chay-thu@1h", "2021-11-23T08:00", .group("ky-thuat"), "2021-11-23T09:00"),
            ("nhac-chay-thu@15m", "2021-11-23T08:45", .group("ky-thuat"), "2021-11-23T09:00"),
        ]
        #expect(conference.notices.map(\.id) == expected.map(\.0))
        for (notice, (_, moment, audience, last)) in zip(conference.notices, expected) {
            #expect(notice.moment == at(moment), "\(notice.id)")
            #expect(notice.audience == audience, "\(notice.id)")
            #expect(notice.lastUseful == at(last), "\(notice.id)")
        }
        let third = try #require(conference.notice("nhac-dang-ky@3h"))
        #expect(third.entry == "nhac-dang-ky")
        #expect(third.kind == .reminder)
        #expect(third.template == "nhac-han")
        #expect(third.about == .obligation("dang-ky"))
        #expect(third.place == place(24, "notices[3]"))
        #expect(!third.urgent && third.acknowledgeBy == nil)
        #expect(conference.notice("giay-moi")?.about == nil)
    }

    @Test("has a ladder, and hands over 40 minutes before it is too late")
    func ladder() throws {
        let conference = try sample()
        #expect(conference.ladder.map(\.channel) == [.sms, .sms, .call, .call])
        #expect(conference.ladder.map(\.to) == [.recipient, .deputy, .recipient, .duty])
        #expect(conference.ladder.map(\.wait.seconds) == [600, 600, 1200, 0])
        let invitation = try #require(conference.notice("giay-moi"))
        #expect(invitation.handOver(conference.ladder) == at("2021-11-24T07:05"))
        #expect(
            HandOver.moment(lastUseful: at("2021-11-24T07:45"), ladder: [])
                == at("2021-11-24T07:45"))
    }

    @Test("knows the place of each field")
    func places() throws {
        let draft = try #require(readConference(sampleConference, file: file).draft)
        #expect(draft.places["line_tests[2].call[1]"] == place(16, "line_tests[2].call[1]"))
        #expect(draft.places["documents[2].for"]?.line == 13)
        #expect(draft.recipientList == "contacts/van-hoa-2021.csv")
    }
}

@Suite("A conference file")
struct ConferenceFileTests {
    @Test("may be short")
    func least() throws {
        let (draft, problems) = readConference(leastConference)
        #expect(problems.isEmpty)
        let conference = try #require(draft).conference()
        #expect(conference.arrive == Span(seconds: 0))
        #expect(conference.assembly == at("2021-11-24T08:00"))
        #expect(conference.venues.venues.isEmpty && conference.ladder.isEmpty)
        #expect(conference.duty == nil)
    }

    @Test("may have a time zone of its own")
    func ownZone() throws {
        let (draft, problems) = readMore("timezone: Europe/Berlin")
        #expect(problems.isEmpty)
        let conference = try #require(draft).conference()
        #expect(conference.timeZone.identifier == "Europe/Berlin")
        #expect(conference.sessions.first?.start == at("2021-11-24T14:00"))
    }

    @Test("may hold its venues itself")
    func inlineVenues() throws {
        let (draft, problems) = readMore(
            "venues:", "  - {id: tinh, name: Tỉnh, level: tinh, address: Số 1}",
            "  - {id: huyen, name: Huyện, level: huyen, parent: tinh}")
        #expect(problems.isEmpty)
        let tree = try #require(draft).conference().venues
        #expect(tree.venues.map(\.id) == ["tinh", "huyen"])
        #expect(tree["huyen"]?.parent == "tinh")
        #expect(tree["tinh"]?.address == "Số 1")
        #expect(tree.isWithin("huyen", "tinh"))
    }

    @Test("takes the venues that were read from its file")
    func venueFile() throws {
        let venue = Venue(
            id: "v", name: "V", level: "l", parent: nil, address: "", place: Place("v.csv", row: 2))
        let draft = try #require(readMore("venues: v.csv").draft)
        #expect(draft.conference(venues: VenueTree([venue])).venues.venues == [venue])
    }

    @Test("says everything that is missing")
    func missing() {
        let problems = readConference("arrive: 15m\n").problems
        let fields = ["id", "title", "convener", "recipients", "sessions", "notices"]
        #expect(Set(problems.compactMap(\.place?.field)) == Set(fields))
        #expect(problems.count == fields.count)
    }

    @Test("that is no YAML gives nothing but that problem")
    func syntax() {
        let (draft, problems) = readConference("id: \"a\ntitle: b\n")
        #expect(draft == nil)
        #expect(problems.map { $0.place?.line } == [1])
    }

    @Test("gives a draft for further checks although something is wrong in it")
    func draft() throws {
        let (draft, problems) = readMore(
            "obligations:", "  - {id: o, title: O, due: never, for: all}")
        #expect(problems.count == 1)
        #expect(try #require(draft).conference().notices.count == 1)
    }

    @Test(
        "with one wrong line says exactly that line",
        arguments: [
            ("id: b", "id", "The conference's id is not the name of its file"),
            ("id: hội nghị", "id", "This cannot be an id: it contains a space"),
            ("title: |\n  a\n  b", "title", "This must be one line of text"),
            ("recipients: ../b.csv", "recipients", "This file does not lie in the workspace"),
            ("venues: /etc/v.csv", "venues", "This file does not lie in the workspace"),
            ("venues: {a: b}", "venues", "This has the wrong form"),
            ("arrive: soon", "arrive", "This is not a length of time"),
            ("timezone: Asia/Saigonn", "timezone", "This is not the name of a time zone"),
            ("sesions: []", "sesions", "“sesions” is not a key that Convoke knows here"),
            ("sessions: []", "sessions", "The conference has no session"),
            ("ladder: call", "ladder", "This has the wrong form"),
            ("duty: [a]", "duty", "This has the wrong form"),
        ])
    func head(line: String, field: String, what: String) {
        let key = line.prefix { $0 != ":" }
        var kept = leastConference.split(separator: "\n").filter { !$0.hasPrefix("\(key):") }
        if key == "sessions" { kept.removeAll { $0.contains("id: s1") } }
        let text = (kept + [Substring(line)]).joined(separator: "\n")
        let problems = readConference(text).problems
        #expect(problems.map(\.what) == [what])
        #expect(
            problems.first?.place == Place("conferences/a.yaml", line: kept.count + 1, field: field)
        )
    }

    @Test(
        "with one wrong entry says line and field",
        arguments: [
            (
                "sessions", "{id: x, title: X, start: 2021-11-24T08:00, end: 2021-11-24T07:00}",
                "end", "The session ends before it begins"
            ),
            (
                "sessions", "{id: x, title: X, start: 2021-11-24T08:00, end: 2021-11-24T08:00}",
                "end", "The session ends before it begins"
            ),
            (
                "sessions", "{id: x, title: X, start: 2021-02-30T08:00, end: 2021-11-24T09:00}",
                "start", "This is not a date and time that the calendar has"
            ),
            ("sessions", "{id: x, title: X, start: 2021-11-24T08:00}", "end", "“end” is missing"),
            ("documents", "{id: d, title: D}", nil, "The document has neither a link nor a file"),
            (
                "documents", "{id: d, title: D, url: \"https://a.example\", file: f}", "url",
                "The document has both a link and a file"
            ),
            (
                "documents", "{id: d, title: D, url: \"ftp://a.example/x\"}", "url",
                "This is not the address of a document on the web"
            ),
            (
                "documents", "{id: d, title: D, url: \"https://u:p@a.example/x\"}", "url",
                "This is not the address of a document on the web"
            ),
            (
                "documents", "{id: d, title: D, url: \"https://a.example/x y\"}", "url",
                "This is not the address of a document on the web"
            ),
            (
                "documents", "{id: d, title: D, url: \"javascript:alert(1)\"}", "url",
                "This is not the address of a document on the web"
            ),
            (
                "documents", "{id: d, title: D, file: ../../etc/passwd}", "file",
                "This file does not lie in the workspace"
            ),
            (
                "documents", "{id: d, title: D, file: f, for: \"grup:x\"}", "for",
                "“grup:” is not a kind of selection"
            ),
            (
                "line_tests", "{id: l, at: 2021-11-24T17:01, for: all}", "at",
                "This lies after the end of the conference"
            ),
            ("line_tests", "{id: l, at: 2021-11-24T06:00}", "for", "“for” is missing"),
            (
                "line_tests", "{id: l, at: 6:00, for: all}", "at",
                "This is not a date and time that the calendar has"
            ),
            (
                "obligations", "{id: o, title: O, due: 2021-11-25T09:00, for: all}", "due",
                "This lies after the end of the conference"
            ),
            (
                "obligations", "{id: invitation, title: O, due: 2021-11-23T09:00, for: all}", "id",
                "The id “invitation” means the invitation itself"
            ),
            (
                "obligations",
                "{id: o, title: \"O\\r\\nBcc: x@y.example\", due: 2021-11-23T09:00, for: all}",
                "title", "This must be one line of text"
            ),
            (
                "obligations", "{id: o, title: O, due: 2021-11-23T09:00, for: all, reportto: [x]}",
                "reportto", "“reportto” is not a key that Convoke knows here"
            ),
            ("requests", "{id: r, text: \"\", for: all}", "text", "Nothing is written here"),
            ("requests", "{id: r, text: x}", "for", "“for” is missing"),
            ("venues", "{id: v, name: V}", "level", "“level” is missing"),
            ("venues", "{id: v, name: V, level: x, parent: w}", "parent", "No venue has this id"),
            (
                "venues", "{id: v, name: V, level: x, parent: v}", "parent",
                "The venue “v” lies below itself"
            ),
            (
                "ladder", "{channel: email, wait: 5m}", "channel",
                "The ladder begins when mail has failed"
            ),
            ("ladder", "{channel: fax}", "channel", "This is not a way that a rung can go"),
            ("ladder", "{channel: sms}", nil, "The ladder ends without a person being called"),
            (
                "ladder", "{channel: call, to: duty}", "to",
                "This rung calls whoever is on duty, and nobody is"
            ),
            (
                "ladder", "{channel: call, to: boss}", "to",
                "This word is not one that Convoke knows here"
            ),
            ("ladder", "{channel: call, wait: long}", "wait", "This is not a length of time"),
        ] as [(String, String, String?, String)])
    func entry(section: String, entry: String, field: String?, what: String) {
        // The sessions of the short conference stay: the section is told by another name there.
        let more = "\(section):\n  - \(entry)"
        let isSession = section == "sessions"
        let text =
            isSession
            ? leastConference.replacing("notices:", with: "  - \(entry)\nnotices:")
            : leastConference + "\n" + more
        let problems = readConference(text).problems
        #expect(problems.map(\.what) == [what], "\(problems)")
        let path = "\(section)[\(isSession ? 2 : 1)]" + (field.map { ".\($0)" } ?? "")
        let line = isSession ? 7 : 10
        #expect(
            problems.first?.place == Place("conferences/a.yaml", line: line, field: path))
    }

    @Test(
        "with an id that stands twice says where it stood first",
        arguments: [
            ("documents", "{id: x, title: D, file: f}"),
            ("line_tests", "{id: x, at: 2021-11-23T06:00, for: all}"),
            ("obligations", "{id: x, title: O, due: 2021-11-23T06:00, for: all}"),
            ("requests", "{id: x, text: R, for: all}"),
            ("venues", "{id: x, name: V, level: l}"),
        ])
    func duplicates(section: String, entry: String) {
        let problems = readMore("\(section):", "  - \(entry)", "  - \(entry)").problems
        #expect(problems.map(\.what) == ["The id “x” stands twice"])
        #expect(
            problems.first?.place
                == Place("conferences/a.yaml", line: 11, field: "\(section)[2].id"))
        #expect(problems.first?.found == "also in line 10")
    }

    @Test("may use one id in two sections")
    func sameID() {
        let problems = readMore(
            "documents: [{id: x, title: D, file: f}]", "requests: [{id: x, text: R, for: all}]"
        ).problems
        #expect(problems.isEmpty)
    }

    @Test("with a rung without a wait says so, unless it is the last")
    func wait() {
        let problems = readMore("ladder:", "  - {channel: sms}", "  - {channel: call}").problems
        #expect(problems.map(\.place?.field) == ["ladder[1].wait"])
    }

    @Test("with venues in a circle names each of them")
    func venueCircle() {
        let problems = readMore(
            "venues:", "  - {id: a, name: A, level: l, parent: b}",
            "  - {id: b, name: B, level: l, parent: a}", "  - {id: c, name: C, level: l, parent: a}"
        ).problems
        #expect(problems.map(\.place?.field) == ["venues[1].parent", "venues[2].parent"])
    }

    @Test("tells all of its problems in one go")
    func together() {
        let text = sampleConference.replacing(
            "2021-11-23T09:00, for: \"level:huyen\"",
            with: "2021-11-31T09:00, for: \"lvl:huyen\""
        )
        .replacing("channel: sms,  to", with: "channel: email, to")
        .replacing("kind: documents,", with: "kind: document,")
        let problems = readConference(text, file: "conferences/van-hoa-2021.yaml").problems
        #expect(
            Set(problems.compactMap(\.place?.field)) == [
                "obligations[1].due", "obligations[1].for", "ladder[2].channel", "notices[2].kind",
            ])
        #expect(problems.count == 4)
        let lines = problems.compactMap(\.place?.line)
        #expect(lines == lines.sorted())
    }

    @Test("with any one line taken away or cut short is told by that line, or reads")
    func mutations() {
        let lines = sampleConference.split(separator: "\n")
        for index in lines.indices where lines[index].contains(":") && index > 0 {
            let cut = lines[index].dropLast(1)
            var damaged = lines
            damaged[index] = cut
            let problems = readConference(
                damaged.joined(separator: "\n"), file: "conferences/van-hoa-2021.yaml"
            ).problems
            if lines[index].hasSuffix("}") || lines[index].hasSuffix(":") {
                #expect(problems.contains { $0.place?.line == index + 1 }, "\(cut): \(problems)")
            }
        }
    }
}
