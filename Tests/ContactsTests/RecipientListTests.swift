import ConvokeCore
import Foundation
import Testing

@testable import Contacts

@Suite("A recipient list")
struct RecipientListTests {
    private func recipients(_ text: String) -> [String] {
        readList("select,role,venue\n" + text).value.recipients.map {
            "\($0.id) \($0.role.rawValue) \($0.venue?.id ?? "-")"
        }
    }

    @Test("gives roles and venues to those whom it selects")
    func reads() {
        let text = "a,chair,\nvenue:huong-khe,invited,\ngroup:ky-thuat & !group:huyen,technical,"
        #expect(
            recipients(text) == [
                "a chair tinh", "b invited huong-khe", "c invited gia-pho", "d technical -",
            ])
        #expect(readList("select,role,venue\n" + text).problems.isEmpty)
    }

    @Test(
        "selects in every way",
        arguments: [
            ("all", "abcd"), ("a", "a"), ("group:ky-thuat", "bd"), ("venue:huong-khe", "bc"),
            ("level:xa", "c"), ("!level:xa", "abd"), ("\"a,d\"", "ad"),
            ("\"unit:\"\"Sở Văn hóa, Thể thao\"\"\"", "a"), ("unit:UBND xã", "c"),
            ("group:ky-thuat & venue:tinh", "b"),
        ])
    func selects(selector: String, ids: String) {
        let reading = readList("select,role\n\(selector),invited\n")
        #expect(reading.problems.isEmpty)
        #expect(reading.value.recipients.map(\.id).joined() == ids)
    }

    @Test("may place a contact at another venue, or at none")
    func overridesVenue() {
        #expect(
            recipients("a,chair,huong-khe\nd,invited,tinh\nb,invited,-") == [
                "a chair huong-khe", "d invited tinh", "b invited -",
            ])
    }

    @Test("names roles in Vietnamese too")
    func vietnameseRoles() {
        #expect(
            recipients("a,Chủ trì,\nb,KỸ THUẬT,\nc,để báo cáo,\nd,lưu,") == [
                "a chair tinh", "b technical huong-khe", "c informed gia-pho", "d file -",
            ])
    }

    @Test("counts the first row that selects a contact, and keeps the overlap apart")
    func overlaps() {
        let reading = readList("select,role\ngroup:huyen,chair\nall,invited\nb,file\n")
        #expect(reading.problems.isEmpty)
        #expect(reading.value.recipients.first { $0.id == "b" }?.role == .chair)
        let row = { Place("l.csv", row: $0) }
        #expect(
            reading.value.overlaps == [
                Overlap(contact: "b", first: row(2), later: row(3)),
                Overlap(contact: "b", first: row(2), later: row(4)),
            ])
    }

    private static let unknownTerms: [(selector: String, what: String, fix: String)] = [
        (
            "bb", "There is no contact \"bb\" in the contact book",
            "Write \"b\" if that is meant; else correct the id, or add the contact to the book"
        ),
        (
            "nobody-at-all", "There is no contact \"nobody-at-all\" in the contact book",
            "Correct the id, or add the contact to the book"
        ),
        (
            "huyen", "There is no contact \"huyen\" in the contact book",
            "Write \"group:huyen\" if that is meant; else correct the id, or add the contact "
                + "to the book"
        ),
        (
            "group:huyne", "No contact belongs to the group \"huyne\"",
            "Write \"huyen\" if that is meant; else correct the name, or give the group to a contact"
        ),
        (
            "unit:UBND huyen", "No contact belongs to the unit \"UBND huyen\"",
            "Write \"UBND huyện\" if that is meant; else correct the name, or give the unit to "
                + "a contact"
        ),
        (
            "venue:huongkhe", "There is no venue \"huongkhe\" in this conference",
            "Write \"huong-khe\" if that is meant; else correct the id, or add the venue to the "
                + "conference"
        ),
        (
            "level:quoc-gia", "No venue of this conference has the level \"quoc-gia\"",
            "Correct the level, or give it to a venue"
        ),
        (
            "role:chair", "A recipient list cannot select by role: it is what gives the roles",
            "Select the contacts in another way, and write the role in the column for it"
        ),
        (
            "level:xa & group:huyen", "This selects nobody",
            "Correct the selection, or delete the row"
        ),
        (
            "colour:red", "The selection cannot be read: nothing is selected by \"colour:\"",
            "Correct the selection"
        ),
        (
            "a &", "The selection cannot be read: something is missing beside \"&\"",
            "Correct the selection"
        ),
        ("", "The selection cannot be read: it is empty", "Correct the selection"),
        (
            "role:boss", "The selection cannot be read: there is no role \"boss\"",
            "Correct the selection"
        ),
    ]

    @Test(
        "says what a selection does not find, and what was probably meant", arguments: unknownTerms)
    func unknown(selector: String, what: String, fix: String) {
        let reading = readList("chọn,vai trò\n\(selector),invited\n")
        #expect(reading.whats == [what])
        #expect(reading.problems.first?.fix == fix)
        #expect(reading.places == ["l.csv, row 2, chọn"])
    }

    @Test("reports every unknown term of every row, and unknown roles and venues")
    func everything() {
        let reading = readList(
            "select,role,venue\n\"x1,group:x2\",boss,x3\nd,,\na,chiar,tinhh\n")
        #expect(
            reading.places == [
                "l.csv, row 2, select", "l.csv, row 2, select", "l.csv, row 2, role",
                "l.csv, row 2, venue", "l.csv, row 3, role", "l.csv, row 4, role",
                "l.csv, row 4, venue",
            ])
        #expect(
            reading.problems.last { $0.place?.field == "role" }
                == Problem(
                    .file, "There is no such role", at: Place("l.csv", row: 4, field: "role"),
                    found: "chiar", expected: "chair, invited, informed, technical, file",
                    fix: "Write \"chair\" if that is meant; else write one of these roles"))
    }

    @Test("needs a way to reach everybody on it")
    func unreachable() {
        let book = "id,name,email,phone\na,Anh A,,\nb,Anh B,b@@x.example,\nc,C,,0900 000 101\n"
        let reading = readList("select,role\nall,invited\n", book: book)
        #expect(
            reading.problems.last
                == Problem(
                    .file, "Anh A has neither an email address nor a phone number",
                    at: Place("b.csv", row: 2), found: "a", expected: "a way to reach a recipient",
                    fix: "Add an email address or a phone number"))
        #expect(reading.places == ["b.csv, row 3, email", "b.csv, row 2"])
    }

    @Test("reports a contact whose venue the conference does not have")
    func foreignVenue() {
        let book = "id,name,venue,email\na,Anh A,huong-khee,a@x.example\n"
        #expect(
            readList("select,role\na,invited\n", book: book).problems == [
                Problem(
                    .file, "The venue of Anh A is not one of this conference's",
                    at: Place("b.csv", row: 2, field: "venue"), found: "huong-khee",
                    expected: "a venue of the conference that this contact is invited to",
                    fix: "Write \"huong-khe\" if that is meant; else correct the venue, or give "
                        + "another one in the recipient list (- for none)", missing: "huong-khee")
            ])
        #expect(readList("select,role,venue\na,invited,tinh\n", book: book).problems.isEmpty)
        let nowhere = readList("select,role\na,invited\n", book: book, venues: "id,name,level\n")
        #expect(nowhere.problems.isEmpty)
    }

    @Test("of a conference file or a command line may select by role")
    func otherSelectors() throws {
        var problems: [Problem] = []
        let book = ContactBook(readBook(sampleBook).value, into: &problems)
        var terms = TermCheck(
            book: book, venues: VenueTree(readVenues(sampleVenues).value), mayNameRoles: true)
        let place = Place("c.yaml", line: 7, field: "for")
        #expect(terms.problems(in: try Selector(parsing: "role:chair & a"), at: place).isEmpty)
        let unknown = terms.problems(in: try Selector(parsing: "group:x, !venue:y"), at: place)
        #expect(unknown.map(\.found) == ["group:x", "y"])
        #expect(unknown.first?.place == place)
    }
}

@Suite("The sample workspace")
struct SampleWorkspaceTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("has no problem", arguments: ["van-hoa-2021", "nghi-quyet-2021"])
    func isWhole(conference: String) throws {
        var problems: [Problem] = []
        let bytes = { (name: String) throws(Problem) in
            try CSVFile.bytes(at: Self.root.appending(path: name), name: name)
        }
        let contacts = ContactBookFile.read(
            try bytes("contacts/book.csv"), file: "contacts/book.csv", region: "VN",
            into: &problems)
        let book = ContactBook(contacts, into: &problems)
        let venueFile = "conferences/\(conference).venues.csv"
        let venues = VenueTree(
            VenueFile.read(try bytes(venueFile), file: venueFile, into: &problems))
        let listFile = "contacts/\(conference).csv"
        let list = RecipientListFile.read(
            try bytes(listFile), file: listFile, book: book, venues: venues, into: &problems)
        #expect(problems == [])
        #expect(list.recipients.count > 70)
        #expect(list.recipients.indices.allSatisfy { list.index(of: list.recipients[$0].id) == $0 })
        #expect(list.index(of: "nobody") == nil)
    }

    @Test("without a file says which")
    func missingFile() {
        let error = #expect(throws: Problem.self) {
            try CSVFile.bytes(at: Self.root.appending(path: "contacts/none.csv"), name: "none.csv")
        }
        #expect(error?.what == "The file does not exist")
        #expect(error?.place == Place("none.csv"))
        #expect(error?.fix == "Correct the path, or put the file there")
    }
}
