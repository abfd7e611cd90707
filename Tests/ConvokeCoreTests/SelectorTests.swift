import ConvokeCore
import Testing

@Suite("A selector")
struct SelectorTests {
    private let venues = VenueTree([
        venue("tinh", level: "tinh", parent: nil),
        venue("huong-khe", level: "huyen", parent: "tinh"),
        venue("xa-a", level: "xa", parent: "huong-khe"),
        venue("vu-quang", level: "huyen", parent: "tinh"),
    ])

    private static func venue(_ id: String, level: String, parent: String?) -> Venue {
        Venue(id: id, name: id, level: level, parent: parent, address: "", place: Place("v.csv"))
    }

    private let contacts = [
        Contact(
            id: "a", name: "A", unit: "Điện lực tỉnh", venue: "tinh", groups: ["chu-tri"],
            place: Place("b.csv")),
        Contact(
            id: "b", name: "B", unit: "Văn hóa, Thể thao", venue: "huong-khe", groups: ["huyen"],
            place: Place("b.csv")),
        Contact(
            id: "c", name: "C", venue: "xa-a", groups: ["xa", "ky-thuat"], place: Place("b.csv")),
        Contact(id: "d", name: "D", venue: nil, groups: ["ky-thuat"], place: Place("b.csv")),
    ]

    private func selected(_ text: String) throws -> String {
        let selector = try Selector(parsing: text)
        return contacts.filter { selector.selects($0, venues: venues) }
            .map(\.id).joined()
    }

    @Test(
        "selects",
        arguments: [
            ("all", "abcd"), ("b", "b"), ("group:ky-thuat", "cd"), ("unit:Điện lực tỉnh", "a"),
            ("venue:huong-khe", "bc"), ("venue:tinh", "abc"), ("level:huyen", "b"), ("!a", "bcd"),
            ("group:ky-thuat & !d", "c"), ("a, group:ky-thuat & level:xa", "ac"),
            ("!venue:tinh", "d"), ("unit:\"Văn hóa, Thể thao\"", "b"), (" a ,  b ", "ab"),
            ("!!a", "a"),
        ])
    func selects(text: String, ids: String) throws {
        #expect(try selected(text) == ids)
    }

    @Test("intersects before it unites")
    func precedence() throws {
        let read = try Selector(parsing: "a, b & c")
        #expect(read == .either(.contact("a"), .both(.contact("b"), .contact("c"))))
    }

    @Test("by role looks at the conference's role, and at none while there is none")
    func role() throws {
        let chair = Recipient(contact: contacts[3], role: .chair, venue: nil)
        #expect(try Selector(parsing: "role:chair").selects(chair, venues: venues))
        #expect(try !Selector(parsing: "role:invited").selects(chair, venues: venues))
        #expect(try selected("role:chair") == "")
    }

    @Test("takes the venue that the conference gives, not the contact book's")
    func venueOfTheConference() throws {
        let moved = Recipient(contact: contacts[0], role: .invited, venue: venues["xa-a"])
        #expect(try Selector(parsing: "level:xa").selects(moved, venues: venues))
        #expect(try !Selector(parsing: "level:tinh").selects(moved, venues: venues))
        #expect(try Selector(parsing: "venue:huong-khe").selects(moved, venues: venues))
    }

    @Test(
        "that cannot be read says why",
        arguments: [
            ("", SelectorError.empty), ("   ", .empty), ("a,", .missingTerm(after: ",")),
            ("a & ", .missingTerm(after: "&")), ("!", .missingTerm(after: "!")),
            ("group:", .missingTerm(after: "group:")), ("colour:red", .unknownKind("colour")),
            ("role:boss", .unknownRole("boss")), ("unit:\"x", .unclosedQuote),
        ])
    func refuses(text: String, error: SelectorError) {
        #expect(throws: error) { try Selector(parsing: text) }
    }

    @Test("names its terms from left to right")
    func terms() throws {
        let read = try Selector(parsing: "a, !group:x & venue:y")
        #expect(read.terms == [.contact("a"), .group("x"), .venue("y")])
    }
}
