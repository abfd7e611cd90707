import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("Who owes what")
struct ObligationRowsTests {
    /// Two venues with two recipients each, one recipient without a venue, one copy for the file.
    private let conference: Conference
    private let recipients: [Recipient]

    init() throws {
        let text = """
            id: a
            title: A
            convener: B
            recipients: r.csv
            venues:
              - {id: bac, name: Bắc, level: huyen}
              - {id: nam, name: Nam, level: huyen}
              - {id: bac-xa, name: Xã Bắc, level: xa, parent: bac}
            sessions:
              - {id: s1, title: S, start: 2021-11-24T08:00, end: 2021-11-24T17:00}
            obligations:
              - {id: dang-ky, title: D, due: 2021-11-23T09:00, for: "level:huyen,bao"}
              - {id: bao-cao, title: C, due: 2021-11-24T15:00, for: "all & !role:file"}
            line_tests:
              - {id: thu, at: 2021-11-24T06:00, for: "role:technical"}
            notices:
              - {id: moi, kind: invitation, template: t, for: "all & !role:file", at: 2021-11-19T08:00, acknowledge_by: 2021-11-22T17:00}
              - {id: moi-ky-thuat, kind: invitation, template: t, for: "role:technical", at: 2021-11-19T08:00, acknowledge_by: 2021-11-21T17:00}
              - {id: tai-lieu, kind: documents, template: t, about: dang-ky, before: 2d}
              - {id: nhac, kind: reminder, template: t, about: dang-ky, before: [3h, 30m]}
              - {id: nhac-chu-tri, kind: reminder, template: t, about: dang-ky, for: "role:chair", before: 1h}
              - {id: nhac-thu, kind: reminder, template: t, about: thu, before: 1h}
              - {id: nhac-tra-loi, kind: reminder, template: t, about: moi, after: 2d}
              - {id: nhac-tai-lieu, kind: reminder, template: t, about: tai-lieu, after: 1d}
            """
        let (draft, problems) = readConference(text)
        #expect(problems.isEmpty, "\(problems)")
        let conference = try #require(draft).conference()
        self.conference = conference
        let places = [
            ("bac-1", "bac", Role.invited), ("bac-2", "bac", .chair), ("nam-1", "nam", .invited),
            ("nam-2", "nam", .technical), ("xa-1", "bac-xa", .invited), ("bao", "", .invited),
            ("luu", "", .file),
        ]
        recipients = places.map { id, venue, role in
            Recipient(
                contact: contact(id, venue: venue.isEmpty ? nil : venue), role: role,
                venue: conference.venues[venue])
        }
    }

    private func party(_ text: String) -> Party {
        text.hasPrefix("@")
            ? Party(.venue, String(text.dropFirst())) : Party(.recipient, text)
    }

    private func audience(
        _ notice: String, open: [String: [String]] = [:], now: String? = nil
    ) throws -> [String] {
        let notice = try #require(conference.notice(notice))
        let open = open.mapValues { Set($0.map(party)) }
        let audience =
            if let now {
                ObligationRows.audience(
                    of: notice, conference, recipients, open: open, now: at(now))
            } else {
                ObligationRows.audience(of: notice, conference, recipients, open: open)
            }
        return audience.map(\.id)
    }

    @Test("a venue owes an obligation once, a recipient without one by itself")
    func rows() {
        let rows = ObligationRows.rows(conference, recipients)
        let venues = ["@bac", "@nam"].map(party)
        let registration = rows.filter { $0.obligation == "dang-ky" }
        #expect(registration.map(\.party) == venues + [party("bao")])
        #expect(registration.allSatisfy { $0.due == at("2021-11-23T09:00") })
        let reports = rows.filter { $0.obligation == "bao-cao" }
        #expect(reports.map(\.party) == venues + [party("@bac-xa"), party("bao")])
        #expect(Set(rows).count == rows.count)
    }

    @Test("whoever goes through them finds the same parties, recipients by their ids")
    func parties() {
        let rows = ObligationRows.rows(conference, recipients)
        for owed in ObligationRows.parties(conference, recipients) {
            let expected = rows.filter { $0.obligation == owed.about }.map(\.party)
            let isByID = owed.about == ObligationRows.invitation
            #expect(Array(owed) == (isByID ? expected.sorted { $0.id < $1.id } : expected))
        }
        #expect(
            ObligationRows.parties(conference, recipients).map(\.about) == [
                "dang-ky", "bao-cao", ObligationRows.invitation,
            ])
    }

    @Test("each recipient owes an answer to the invitation, by the earliest moment asked")
    func invitations() {
        let rows = ObligationRows.rows(conference, recipients)
            .filter { $0.obligation == ObligationRows.invitation }
        let expected = ["bac-1", "bac-2", "nam-1", "nam-2", "xa-1", "bao"]
        #expect(rows.map(\.party) == expected.map(party))
        #expect(
            rows.map(\.due)
                == expected.map { id in
                    at(id == "nam-2" ? "2021-11-21T17:00" : "2021-11-22T17:00")
                })
    }

    @Test("without invitation or obligation nobody owes anything")
    func nothing() throws {
        let text = leastConference.replacing("kind: invitation", with: "kind: documents")
        let conference = try #require(readConference(text).draft).conference()
        #expect(ObligationRows.rows(conference, recipients).isEmpty)
    }

    @Test("an obligation concerns whom its audience selects")
    func concerned() throws {
        let obligation = try #require(conference.obligation("dang-ky"))
        let concerned = ObligationRows.concerned(obligation, conference, recipients)
        #expect(concerned.map(\.id) == ["bac-1", "bac-2", "nam-1", "nam-2", "bao"])
    }

    @Test("a reminder goes to the recipients of open parties only")
    func reminder() throws {
        let open = ["dang-ky": ["@nam", "bao"], "bao-cao": ["@bac"]]
        #expect(try audience("nhac@3h", open: open) == ["nam-1", "nam-2", "bao"])
        #expect(try audience("nhac-chu-tri", open: open).isEmpty)
        #expect(try audience("nhac-chu-tri", open: ["dang-ky": ["@bac"]]) == ["bac-2"])
        #expect(try audience("nhac@3h", open: ["dang-ky": []]).isEmpty)
        #expect(try audience("nhac@3h").isEmpty)
    }

    @Test("a contact that is called like a venue is somebody else")
    func sameName() throws {
        #expect(try audience("nhac@3h", open: ["dang-ky": ["bac", "@bao"]]).isEmpty)
    }

    @Test("nobody is reminded after the deadline")
    func deadline() throws {
        let open = ["dang-ky": ["@nam"]]
        #expect(
            try audience("nhac@3h", open: open, now: "2021-11-23T09:00") == ["nam-1", "nam-2"])
        #expect(try audience("nhac@3h", open: open, now: "2021-11-23T09:01").isEmpty)
        #expect(try audience("tai-lieu", now: "2021-11-24T08:00").count == 7)
    }

    @Test("a reminder of an invitation that is to be acknowledged goes to those without an answer")
    func acknowledgement() throws {
        let open = ["invitation": ["bao", "xa-1"], "dang-ky": ["@bac"]]
        #expect(try audience("nhac-tra-loi", open: open) == ["xa-1", "bao"])
        #expect(try audience("nhac-tra-loi", open: ["invitation": ["@bac"]]).isEmpty)
    }

    @Test("whatever is not about an obligation goes to its whole audience")
    func others() throws {
        #expect(try audience("nhac-thu") == ["nam-2"])
        #expect(try audience("tai-lieu").count == 7)
        #expect(try audience("nhac-tai-lieu").count == 7)
        #expect(try audience("moi").count == 6)
    }

    @Test(
        "each row's party has somebody whom a reminder to it would reach, and nobody else gets it")
    func random() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("obligations: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let rows = ObligationRows.rows(conference, recipients)
        for notice in conference.notices {
            guard case .obligation(let id) = notice.about, notice.kind == .reminder else {
                continue
            }
            let all = rows.filter { $0.obligation == id }.map(\.party)
            for _ in 0..<100 {
                let open = Set(all.filter { _ in Bool.random(using: &random) })
                let audience = ObligationRows.audience(
                    of: notice, conference, recipients, open: [id: open])
                #expect(audience.allSatisfy { open.contains(Party.of($0)) }, "seed \(seed)")
                if notice.audience == conference.obligation(id)?.audience {
                    #expect(Set(audience.map(Party.of)) == open, "seed \(seed)")
                }
            }
        }
    }
}
