import Testing

@testable import Engine

@Suite("The name of an entry in a calendar")
struct CalendarUIDTests {
    private let key = TokenKey(bytes: Array(repeating: 7, count: 32))

    private func uid(_ conference: String = "meeting") -> CalendarUID {
        CalendarUID(conference: conference, key: key)
    }

    private func owners(_ conference: String = "meeting") -> CalendarOwners {
        CalendarOwners(
            uid(conference), recipients: ["p001", "p002"],
            subjects: [.session("morning"), .lineTest("morning")])
    }

    private func text(
        _ recipient: String, _ subject: CalendarSubject, _ conference: String = "meeting"
    ) -> String {
        uid(conference).text(subject, code: uid(conference).code(of: recipient))
    }

    @Test("leads to its recipient and its subject, and to no other")
    func owner() throws {
        let name = text("p002", .lineTest("morning"))
        let owner = try #require(owners().owner(of: name))
        #expect(owner.recipient == "p002")
        #expect(owner.subject == .lineTest("morning"))
        #expect(owners("other").owner(of: name) == nil)
        #expect(uid().concerns(name))
        #expect(!uid("other").concerns(name))
    }

    @Test("is read in whatever case it comes back")
    func cases() {
        let name = text("p001", .session("morning")).uppercased()
        #expect(owners().owner(of: name)?.recipient == "p001")
    }

    @Test("of something that is no more leads to its recipient alone")
    func gone() throws {
        let owner = try #require(owners().owner(of: text("p001", .session("evening"))))
        #expect(owner.recipient == "p001")
        #expect(owner.subject == nil)
    }

    @Test(
        "that we never gave leads nowhere",
        arguments: ["", "convoke-", "convoke--", "p001", String(repeating: "-", count: 500)])
    func nonsense(name: String) {
        #expect(owners().owner(of: name) == nil)
    }

    @Test("a changed letter of the code leads nowhere")
    func forged() {
        let name = text("p001", .session("morning"))
        for place in name.indices.suffix(24) {
            var forged = name
            let other = name[place] == "0" ? "1" : "0"
            forged.replaceSubrange(place...place, with: other)
            #expect(owners().owner(of: forged) == nil)
        }
    }
}
