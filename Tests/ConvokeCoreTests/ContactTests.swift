import Testing

@testable import ConvokeCore

@Suite("A contact")
struct ContactTests {
    private let full = Contact(
        id: "ubnd-hk", name: "Ủy ban nhân dân huyện", salutation: "Kính gửi", title: "Chủ tịch",
        unit: "UBND huyện", venue: "huong-khe", groups: ["huyen", "vp"],
        emails: [
            EmailAddress(
                localPart: "vp", domain: "tỉnh.example", asciiDomain: "xn--tnh-zz4a.example"),
            EmailAddress(localPart: "b", domain: "b.example", asciiDomain: "b.example"),
        ],
        phones: [
            PhoneNumber(
                dialled: "+84900000001", display: "0900 000 001", kind: .mobile),
            PhoneNumber(
                dialled: "+84900000002", display: "0900 000 002", kind: .fixed,
                extensionDigits: "12"),
        ], deputy: "vp-hk", language: "en-GB",
        place: Place("contacts/book.csv", line: 300, row: 70_000, field: "email"))
    private let bare = Contact(id: "a", name: "", place: Place("b.csv"))

    @Test("has every field as it was given")
    func fields() {
        #expect(full.id == "ubnd-hk" && full.name == "Ủy ban nhân dân huyện")
        #expect(full.salutation == "Kính gửi" && full.title == "Chủ tịch")
        #expect(full.unit == "UBND huyện" && full.venue == "huong-khe")
        #expect(full.groups == ["huyen", "vp"] && full.deputy == "vp-hk")
        #expect(full.emails.map(\.description) == ["vp@tỉnh.example", "b@b.example"])
        #expect(full.emails.map(\.wire) == ["vp@xn--tnh-zz4a.example", "b@b.example"])
        #expect(full.phones.map(\.dialled) == ["+84900000001", "+84900000002"])
        #expect(full.phones.map(\.display) == ["0900 000 001", "0900 000 002"])
        #expect(full.phones.map(\.kind) == [.mobile, .fixed])
        #expect(full.phones.map(\.extensionDigits) == [nil, "12"])
        #expect(full.language == "en-GB")
        #expect(
            full.place == Place("contacts/book.csv", line: 300, row: 70_000, field: "email"))
    }

    @Test("of which nothing is known has nothing")
    func nothing() {
        #expect(bare.id == "a" && bare.name.isEmpty && bare.unit.isEmpty && bare.language == "vi")
        #expect(bare.venue == nil && bare.deputy == nil && bare.groups.isEmpty)
        #expect(bare.emails.isEmpty && bare.phones.isEmpty && bare.place == Place("b.csv"))
        #expect(!bare.hasEmail && !bare.hasPhone && !bare.hasGroups)
        #expect(!bare.hasUnit && !bare.hasDeputy)
        #expect(full.hasEmail && full.hasPhone && full.hasGroups && full.hasUnit && full.hasDeputy)
    }

    @Test("is the same on a page with others")
    func pages() {
        var writer = ContactPage.Writer()
        let all = (0..<2 * ContactPage.size).map { number in
            Contact(
                id: "c\(number)", name: "Văn phòng \(number)", unit: number % 2 == 0 ? "A" : "",
                venue: "xa-\(number % 7)", groups: number % 3 == 0 ? ["g", "h\(number)"] : [],
                emails: (0..<number % 3).map {
                    EmailAddress(
                        localPart: "\($0)", domain: "d\(number).example",
                        asciiDomain: "d\(number).example")
                }, deputy: number % 5 == 0 ? "c0" : nil, place: Place("b.csv", row: number))
        }
        var read: [Contact] = []
        for contact in all {
            writer.add(contact.fields)
            if writer.isFull { read += writer.take() }
        }
        #expect(read + writer.take() == all)
        #expect(full != bare)
    }

    @Test("is found by its id, the first of those that have it")
    func index() {
        let contacts = (0..<1_000).map { Contact(id: "c\($0)", name: "\($0)", place: Place("b")) }
        var index = ContactIndex(contacts)
        #expect(contacts.allSatisfy { index[$0.id] == $0 } && index.values == contacts)
        #expect(index["c1000"] == nil && ContactIndex()["c1"] == nil)
        #expect(index.insert(Contact(id: "c7", name: "x", place: Place("b")))?.name == "7")
        #expect(index.named(["c1", "x", "c1"]) == ["c1": contacts[1]])
        #expect(Array(index.keys) == contacts.map(\.id))
    }
}
