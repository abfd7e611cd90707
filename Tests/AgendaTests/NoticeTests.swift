import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// An obligation, a line test and more notices beside those of the short conference. The notices
/// begin in line 9.
func readNotices(_ notices: String...) -> (notices: [Notice], problems: [Problem]) {
    let more = """

        obligations:
          - {id: o1, title: O, due: 2021-11-23T09:00, for: "group:g"}
        line_tests:
          - {id: l1, at: 2021-11-24T06:00, for: "unit:u"}
        """
    let lines = notices.map { "\n  - \($0)" }.joined()
    let (draft, problems) = readConference(leastConference + lines + more)
    return (draft?.conference().notices ?? [], problems)
}

@Suite("A notice")
struct NoticeTests {
    @Test(
        "is counted from what it is about",
        arguments: [
            ("kind: reminder, about: o1, before: 3h", "2021-11-23T06:00", "2021-11-23T09:00"),
            ("kind: reminder, about: l1, before: 30m", "2021-11-24T05:30", "2021-11-24T06:00"),
            ("kind: reminder, about: s1, before: 30m", "2021-11-24T07:30", "2021-11-24T08:00"),
            ("kind: reminder, before: 1h", "2021-11-24T07:00", "2021-11-24T08:00"),
            ("kind: reminder, about: n1, after: 2d", "2021-11-21T08:00", "2021-11-24T08:00"),
            ("kind: documents, about: n1, after: 36h", "2021-11-20T20:00", "2021-11-24T08:00"),
            ("kind: documents, before: 1d12h", "2021-11-22T20:00", "2021-11-24T08:00"),
            ("kind: documents, about: o1, after: 10m", "2021-11-23T09:10", "2021-11-24T08:00"),
            (
                "kind: reminder, about: o1, at: 2021-11-23T09:00", "2021-11-23T09:00",
                "2021-11-23T09:00"
            ),
            ("kind: correction, at: 2021-11-20T09:00", "2021-11-20T09:00", "2021-11-24T17:00"),
        ])
    func moments(keys: String, moment: String, lastUseful: String) throws {
        let (notices, problems) = readNotices("{id: x, template: t, \(keys)}")
        #expect(problems.isEmpty, "\(problems)")
        let notice = try #require(notices.last)
        #expect(notice.id == "x" && notice.entry == "x")
        #expect(notice.moment == at(moment))
        #expect(notice.lastUseful == at(lastUseful))
    }

    @Test(
        "goes to those whom its subject concerns, unless it says to whom",
        arguments: [
            ("kind: reminder, about: o1", Selector.group("g"), Notice.Subject.obligation("o1")),
            ("kind: reminder, about: l1", .unit("u"), .lineTest("l1")),
            ("kind: reminder, about: s1", .all, .session("s1")),
            ("kind: documents, about: o1", .all, .obligation("o1")),
            ("kind: reminder, about: o1, for: \"role:chair\"", .role(.chair), .obligation("o1")),
        ])
    func audience(keys: String, audience: Selector, subject: Notice.Subject) throws {
        let notice = try #require(
            readNotices("{id: x, template: t, \(keys), before: 1h}").notices.last)
        #expect(notice.audience == audience)
        #expect(notice.about == subject)
    }

    @Test("about another one inherits its audience, and may name one of several moments")
    func chain() throws {
        let (notices, problems) = readNotices(
            "{id: x, kind: reminder, template: t, about: \"y@2d\", after: 1h}",
            "{id: y, kind: reminder, template: t, about: o1, before: [2d, 1h]}")
        #expect(problems.isEmpty, "\(problems)")
        #expect(notices.map(\.id) == ["n1", "x", "y@2d", "y@1h"])
        #expect(notices[1].moment == at("2021-11-21T10:00"))
        #expect(notices[1].audience == .group("g"))
        #expect(notices[1].about == .notice("y@2d"))
    }

    @Test("of an invitation that is to be acknowledged is of use until then")
    func acknowledgement() throws {
        let (notices, problems) = readNotices(
            "{id: i, kind: invitation, template: t, at: 2021-11-19T09:00, acknowledge_by: 2021-11-22T17:00}",
            "{id: x, kind: reminder, template: t, about: i, after: 1d, urgent: true}")
        #expect(problems.isEmpty)
        #expect(notices.first { $0.id == "i" }?.acknowledgeBy == at("2021-11-22T17:00"))
        let reminder = try #require(notices.last)
        #expect(reminder.lastUseful == at("2021-11-22T17:00"))
        #expect(reminder.moment == at("2021-11-20T09:00"))
        #expect(reminder.urgent)
    }

    @Test("of several moments has an id for each, also when there is one in a list")
    func ids() {
        let several = readNotices("{id: x, kind: reminder, template: t, before: [2d, 1h30m]}")
        #expect(several.notices.map(\.id) == ["n1", "x@2d", "x@1h30m"])
        let one = readNotices("{id: x, kind: reminder, template: t, before: [2d]}")
        #expect(one.notices.map(\.id) == ["n1", "x"])
    }

    @Test(
        "of a correction or a cancellation needs no moment",
        arguments: ["correction", "cancellation"])
    func onDemand(kind: String) throws {
        let (notices, problems) = readNotices("{id: x, kind: \(kind), template: t}")
        #expect(problems.isEmpty)
        let notice = try #require(notices.last)
        #expect(notice.isOnDemand)
        #expect(notice.lastUseful == at("2021-11-24T17:00"))
        #expect(notices.first?.isOnDemand == false)
    }

    @Test(
        "with a mistake says line and field",
        arguments: [
            ("kind: reminder, about: o1", nil, "Nothing says when this notice goes out"),
            ("kind: documents", nil, "Nothing says when this notice goes out"),
            ("kind: reminder, before: []", ".before", "Nothing says when this notice goes out"),
            (
                "kind: reminder, before: 1h, at: 2021-11-23T08:00", ".before",
                "The notice has more than one kind of moment"
            ),
            (
                "kind: reminder, before: 1h, after: 1h", ".after",
                "The notice has more than one kind of moment"
            ),
            (
                "kind: reminder, before: [1h, 1h]", ".before[2]",
                "Two notices would have the same id"
            ),
            ("kind: reminder, before: [1h, soon]", ".before[2]", "This is not a length of time"),
            (
                "kind: reminder, about: o2, before: 1h", ".about",
                "No obligation, line test, session or notice has this id"
            ),
            (
                "kind: documents, at: 2021-11-24T08:01", ".at",
                "The notice would go out when it is of no use any more"
            ),
            (
                "kind: reminder, about: o1, at: 2021-11-23T09:01", ".at",
                "The notice would go out when it is of no use any more"
            ),
            (
                "kind: reminder, about: o1, after: [1m]", ".after[1]",
                "The notice would go out when it is of no use any more"
            ),
            (
                "kind: reminder, about: s1, at: 2021-11-24T08:00:01", ".at",
                "The notice would go out when it is of no use any more"
            ),
            (
                "kind: invitation, at: 2021-11-19T25:00", ".at",
                "This is not a date and time that the calendar has"
            ),
            (
                "kind: letter, at: 2021-11-19T08:00", ".kind",
                "This word is not one that Convoke knows here"
            ),
            (
                "kind: reminder, before: 1h, acknowledge_by: 2021-11-24T07:30", ".acknowledge_by",
                "Only an invitation is acknowledged"
            ),
            (
                "kind: invitation, before: 2h, acknowledge_by: 2021-11-24T08:01", ".acknowledge_by",
                "The invitation is to be acknowledged when the conference has begun"
            ),
            (
                "kind: invitation, before: 1h, acknowledge_by: 2021-11-24T07:00", ".acknowledge_by",
                "The invitation is to be acknowledged before it goes out"
            ),
            ("kind: reminder, about: x, before: 1h", ".about", "These notices wait for each other"),
            ("kind: reminder, before: 1h, urgent: very", ".urgent", "This is neither yes nor no"),
            (
                "kind: reminder, before: 1h, tempalte: t", ".tempalte",
                "“tempalte” is not a key that Convoke knows here"
            ),
            ("kind: reminder, before: 1h, for: \"\"", ".for", "Nothing is written here"),
        ] as [(String, String?, String)])
    func mistakes(keys: String, field: String?, what: String) {
        let problems = readNotices("{id: x, template: t, \(keys)}").problems
        #expect(problems.map(\.what) == [what], "\(problems)")
        let path = "notices[2]" + (field ?? "")
        #expect(problems.first?.place == Place("conferences/a.yaml", line: 9, field: path))
    }

    @Test("without an id or a template, or with a template elsewhere, says so")
    func template() {
        let problems = readNotices(
            "{kind: reminder, before: 1h, template: ../../x}", "{id: x, kind: reminder, before: 1h}"
        ).problems
        #expect(
            problems.map(\.place?.field) == [
                "notices[2].id", "notices[2].template", "notices[3].template",
            ])
    }

    @Test("names the nearest thing that it may be about")
    func nearest() {
        let problems = readNotices("{id: x, kind: reminder, template: t, about: l2, before: 1h}")
            .problems
        #expect(problems.first?.fix == "Write “l1” instead, if that was meant.")
    }

    @Test("about an entry that is itself wrong adds no problem of its own")
    func consequence() {
        let (_, problems) = readMore(
            "obligations:", "  - {id: o, title: O, due: 2021-02-30T09:00, for: all}")
        #expect(problems.count == 1)
        let text =
            leastConference + "\n  - {id: x, kind: reminder, template: t, about: o, before: 1h}"
            + "\nobligations:\n  - {id: o, title: O, due: 2021-02-30T09:00, for: all}"
        #expect(readConference(text).problems.map(\.place?.field) == ["obligations[1].due"])
        let broken = readNotices(
            "{id: y, kind: letter, template: t, before: 1h}",
            "{id: x, kind: reminder, template: t, about: y, after: 1h}")
        #expect(broken.problems.map(\.place?.field) == ["notices[2].kind"])
    }

    @Test("about a name that two things have is a question to the secretary")
    func ambiguous() {
        let text =
            leastConference + "\n  - {id: x, kind: reminder, template: t, about: s1, before: 1h}"
            + "\nobligations:\n  - {id: s1, title: O, due: 2021-11-23T09:00, for: all}"
        let problems = readConference(text).problems
        #expect(problems.map(\.what) == ["“s1” means several things"])
        #expect(problems.first?.found == "an obligation and a session")
    }

    @Test("about one with several moments must say which")
    func whichMoment() {
        let problems = readNotices(
            "{id: y, kind: reminder, template: t, before: [2d, 1h]}",
            "{id: x, kind: reminder, template: t, about: y, after: 1h}"
        ).problems
        #expect(problems.map(\.expected) == ["one of: y@2d, y@1h"])
    }

    @Test("in a circle of several is told once, and the others still go out")
    func circle() {
        let (notices, problems) = readNotices(
            "{id: x, kind: reminder, template: t, about: y, after: 1h}",
            "{id: y, kind: reminder, template: t, about: z, after: 1h}",
            "{id: z, kind: reminder, template: t, about: x, after: 1h}")
        #expect(problems.map(\.found) == ["x → y → z → x"])
        #expect(notices.map(\.id) == ["n1"])
    }

    @Test("whose id stands twice is told once")
    func duplicate() {
        let problems = readNotices("{id: n1, kind: documents, template: t, before: 1h}").problems
        #expect(problems.map(\.what) == ["The id “n1” stands twice"])
        #expect(problems.first?.place?.line == 9)
    }
}
