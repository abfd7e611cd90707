import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("A conference beside its contact book")
struct ConferenceCheckTests {
    private let base = """
        venues:
          - {id: tinh, name: T, level: tinh}
          - {id: hk, name: H, level: huyen, parent: tinh}
        """
    private let book = [
        contact("vp", venue: "tinh", unit: "Văn phòng"),
        contact("hk-1", venue: "hk", groups: ["huyen"]),
        contact("kt", groups: ["ky-thuat"]), contact("mail", phone: false),
    ]

    /// The short conference with venues and these lines, the first of them in line 12; everybody but
    /// `kt` is a recipient.
    private func problems(
        _ lines: String, files: Set<String> = [], recipients: [Recipient]? = nil
    ) throws -> [Problem] {
        let (read, found) = readConference("\(leastConference)\n\(base)\n\(lines)\n")
        #expect(found.isEmpty, "\(found)")
        let draft = try #require(read)
        let conference = draft.conference()
        let invited = book.filter { $0.id != "kt" }.map { contact in
            Recipient(
                contact: contact, role: .invited,
                venue: contact.venue.flatMap { conference.venues[$0] })
        }
        return ConferenceCheck.problems(
            conference, places: draft.places,
            contacts: ContactIndex(book),
            recipients: recipients ?? invited, fileExists: files.contains)
    }

    @Test("whose names are all there has no problem")
    func sound() throws {
        let lines = """
            documents: [{id: d, title: D, file: d.pdf, for: "level:huyen"}]
            line_tests: [{id: l, at: 2021-11-23T09:00, for: "group:huyen", call: [vp, kt]}]
            obligations: [{id: o, title: O, due: 2021-11-23T09:00, for: "venue:tinh", report_to: [mail]}]
            requests: [{id: r, text: R, for: "unit:Văn phòng & !hk-1"}]
            ladder: [{channel: call, to: duty}]
            duty: kt
            """
        #expect(try problems(lines, files: ["d.pdf"]).isEmpty)
    }

    @Test(
        "names what a selector does not find",
        arguments: [
            ("hk-2", "No contact has this id", "Write “hk-1” instead, if that was meant."),
            (
                "group:huyem", "No contact belongs to this group",
                "Write “huyen” instead, if that was meant."
            ),
            (
                "unit:Van phong", "No contact belongs to this unit",
                "Write “Văn phòng” instead, if that was meant."
            ),
            ("venue:tinhh", "No venue has this id", "Write “tinh” instead, if that was meant."),
            (
                "level:commune", "No venue has this level",
                "Correct the name, or add what is missing."
            ),
            ("all & !group:none", "No contact belongs to this group", "Correct the name"),
            (
                "group:ky-thuat", "This selects none of the conference's recipients",
                "Correct who is meant"
            ),
            (
                "role:chair", "This selects none of the conference's recipients",
                "Correct who is meant"
            ),
            (
                "level:tinh & level:huyen", "This selects none of the conference's recipients",
                "Correct who"
            ),
        ])
    func selectors(text: String, what: String, fix: String) throws {
        let found = try problems("requests:\n  - id: r\n    text: R\n    for: \"\(text)\"")
        #expect(found.map(\.what) == [what])
        let problem = try #require(found.first)
        #expect(problem.fix.hasPrefix(fix), "\(problem)")
        #expect(problem.place == Place("conferences/a.yaml", line: 15, field: "requests[1].for"))
    }

    @Test("looks at the audience of every section, and of a notice with several moments once")
    func everywhere() throws {
        let lines = """
            documents: [{id: d, title: D, url: "https://a.example", for: "group:x1"}]
            line_tests: [{id: l, at: 2021-11-23T09:00, for: "group:x2"}]
            obligations: [{id: o, title: O, due: 2021-11-23T09:00, for: "group:x3"}]
            requests: [{id: r, text: R, for: "group:x4"}]
            """
        let notices =
            "\n  - {id: n2, kind: reminder, template: t, for: \"group:x5\", before: [2h, 1h]}"
            + "\n  - {id: n3, kind: reminder, template: t, about: o, before: 1h}"
        let (read, found) = readConference("\(leastConference)\(notices)\n\(base)\n\(lines)\n")
        #expect(found.isEmpty)
        let draft = try #require(read)
        let problems = ConferenceCheck.problems(
            draft.conference(), places: draft.places,
            contacts: ContactIndex(book), recipients: [],
            fileExists: { _ in true })
        #expect(
            problems.compactMap(\.place?.field) == [
                "notices[2].for", "documents[1].for", "line_tests[1].for", "obligations[1].for",
                "requests[1].for",
            ])
    }

    @Test("names who is to be called or told, and is not in the book")
    func people() throws {
        let found = try problems(
            """
            line_tests: [{id: l, at: 2021-11-23T09:00, for: all, call: [vp, ktt]}]
            obligations: [{id: o, title: O, due: 2021-11-23T09:00, for: all, report_to: nobody}]
            duty: truc
            """)
        #expect(
            found.map(\.place) == [
                Place("conferences/a.yaml", line: 12, field: "line_tests[1].call[2]"),
                Place("conferences/a.yaml", line: 13, field: "obligations[1].report_to"),
                Place("conferences/a.yaml", line: 14, field: "duty"),
            ])
        #expect(Set(found.map(\.what)) == ["No contact has this id"])
        #expect(found.first?.fix == "Write “kt” instead, if that was meant.")
    }

    @Test("wants a phone number for whoever is called, and none for whoever is told")
    func phones() throws {
        let found = try problems(
            """
            line_tests: [{id: l, at: 2021-11-23T09:00, for: all, call: mail}]
            obligations: [{id: o, title: O, due: 2021-11-23T09:00, for: all, report_to: mail}]
            duty: mail
            """)
        #expect(found.map(\.place?.field) == ["line_tests[1].call", "duty"])
        #expect(Set(found.map(\.what)) == ["This contact is to be called and has no phone number"])
    }

    @Test("says which document's file is missing")
    func files() throws {
        let found = try problems(
            """
            documents:
              - {id: a, title: A, file: a.pdf}
              - {id: b, title: B, file: b.pdf}
            """, files: ["a.pdf"])
        #expect(found.map(\.place?.field) == ["documents[2].file"])
        #expect(found.map(\.found) == ["b.pdf"])
    }

    @Test("is not blamed for a list, a book or a venue file that could not be read")
    func consequence() throws {
        #expect(
            try problems("requests: [{id: r, text: R, for: \"group:huyen\"}]", recipients: [])
                .isEmpty)
        let draft = try #require(
            readMore("venues: v.csv", "requests: [{id: r, text: R, for: \"level:xa, group:y\"}]")
                .draft)
        let found = ConferenceCheck.problems(
            draft.conference(), places: draft.places, contacts: [:], recipients: [],
            fileExists: { _ in true })
        #expect(found.isEmpty)
    }

    @Test("without venues knows no level")
    func noVenues() throws {
        let draft = try #require(readMore("requests: [{id: r, text: R, for: \"level:xa\"}]").draft)
        let found = ConferenceCheck.problems(
            draft.conference(), places: draft.places, contacts: [:], recipients: [],
            fileExists: { _ in true })
        #expect(found.map(\.what) == ["No venue has this level"])
    }
}
