import ConvokeCore
import Testing

@testable import Contacts

@Suite("The contact book")
struct ContactBookTests {
    @Test("reads the example of the documents")
    func example() {
        let reading = readBook(
            """
            id,name,salutation,title,unit,venue,groups,email,phone,deputy,language
            ubnd-hk,Văn phòng UBND huyện Hương Khê,Kính gửi,Chánh Văn phòng,UBND huyện Hương Khê,\
            huong-khe,huyen;ky-thuat,vanphong@huongkhe.example,0900 000 101;0239 3000 101,hu-hk,vi
            """)
        #expect(reading.problems.isEmpty)
        let contact = reading.value.first
        #expect(contact?.name == "Văn phòng UBND huyện Hương Khê")
        #expect(contact?.groups == ["huyen", "ky-thuat"])
        #expect(contact?.emails.map(\.wire) == ["vanphong@huongkhe.example"])
        #expect(contact?.phones.map(\.kind) == [.mobile, .fixed])
        #expect(contact?.deputy == "hu-hk")
        #expect(contact?.place == Place("b.csv", row: 2))
    }

    @Test(
        "keeps names exactly",
        arguments: [
            ("O'Brien", "O'Brien"), ("\"Nguyễn, Văn \"\"Ba\"\"\"", "Nguyễn, Văn \"Ba\""),
            ("A <b@c.example>", "A <b@c.example>"), ("\u{200F}אבג\u{200F}", "\u{200F}אבג\u{200F}"),
            ("Ho\u{323} te\u{302}n", "Họ tên"), ("{{name}}", "{{name}}"),
            (String(repeating: "ữ", count: 300), String(repeating: "ữ", count: 300)),
        ])
    func names(cell: String, name: String) {
        let reading = readBook("id,name\na,\(cell)\n")
        #expect(reading.problems.isEmpty)
        #expect(reading.value.first.map { Array($0.name.utf8) } == Array(name.utf8))
    }

    @Test("splits cells at ; and | and drops what is there twice")
    func several() {
        let contact = readBook(
            """
            id,name,groups,email,phone
            a,A,x; y |x;,a@x.example|b@x.example;A@X.example;a@X.example,0900 000 101;+84900000101
            """
        ).value.first
        #expect(contact?.groups == ["x", "y"])
        #expect(contact?.emails.map(\.wire) == ["a@x.example", "b@x.example", "A@x.example"])
        #expect(contact?.phones.count == 1)
    }

    @Test(
        "refuses an id that means something in a selector or on a command line",
        arguments: [
            ("a b", "contains a space"), ("\"a,b\"", "contains \",\""), ("a&b", "contains \"&\""),
            ("!a", "begins with \"!\""), ("group:a", "contains \":\""), ("-a", "begins with \"-\""),
            ("all", "is the word for everybody"), ("a/b", "contains \"/\""),
            (String(repeating: "a", count: 65), "is longer than 64 characters"),
        ])
    func badID(id: String, flaw: String) {
        let reading = readBook("id,name\n\(id),A\n")
        #expect(reading.whats == ["The id cannot be used: it \(flaw)"])
        #expect(reading.places == ["b.csv, row 2, id"])
        #expect(reading.value.isEmpty)
    }

    @Test(
        "takes ids of letters and digits of any script",
        arguments: ["a", "ubnd-hương-khê", "1.2_3-x"])
    func goodID(id: String) {
        #expect(readBook("id,name\n\(id),A\n").problems.isEmpty)
    }

    @Test("reports everything at once, each in its cell")
    func everything() {
        let reading = readBook(
            """
            id,name,email,phone,language
            ,A,,,
            b,,b@@x.example;c@x.example,12;0900 000 101,
            c,C,Anna <a@b.example>,0912345678/0987654321,tieng Viet
            """)
        #expect(
            reading.problems == [
                Problem(
                    .file, "The id is missing", at: Place("b.csv", row: 2, field: "id"),
                    found: "an empty cell", expected: "a short id such as ubnd-hk",
                    fix: "Fill in the cell"),
                Problem(
                    .file, "The name is missing", at: Place("b.csv", row: 3, field: "name"),
                    found: "an empty cell", expected: "the person's or the office's name",
                    fix: "Fill in the cell"),
                Problem(
                    .file, "The email address cannot be used: it has two @",
                    at: Place("b.csv", row: 3, field: "email"), found: "b@@x.example",
                    expected: "one address such as vanphong@tinhuy.example",
                    fix: "Correct the address"),
                Problem(
                    .file, "The phone number cannot be used: it is too short",
                    at: Place("b.csv", row: 3, field: "phone"), found: "12",
                    expected: "one number such as 0900 000 101 or +84 900 000 101",
                    fix: "Correct the number"),
                Problem(
                    .file, "The email address cannot be used: it contains < or >",
                    at: Place("b.csv", row: 4, field: "email"), found: "Anna <a@b.example>",
                    expected: "one address such as vanphong@tinhuy.example",
                    fix: "Write the address alone, without a name and without < and >"),
                Problem(
                    .file,
                    "The phone number cannot be used: it looks like several numbers in one",
                    at: Place("b.csv", row: 4, field: "phone"), found: "0912345678/0987654321",
                    expected: "one number such as 0900 000 101 or +84 900 000 101",
                    fix: "Separate the numbers with ; or |"),
                Problem(
                    .file, "The language cannot be read",
                    at: Place("b.csv", row: 4, field: "language"), found: "tieng Viet",
                    expected: "a language tag such as vi or en",
                    fix: "Write vi, or leave the cell empty"),
            ])
        #expect(reading.value.map(\.id) == ["b", "c"])
        #expect(reading.value.first?.emails.map(\.wire) == ["c@x.example"])
        #expect(reading.value.first?.phones.count == 1)
    }

    @Test("names the column as the file does")
    func writtenColumn() {
        #expect(readBook("Mã,Họ tên,Thư điện tử\na,A,x\n").places == ["b.csv, row 2, Thư điện tử"])
    }

    @Test("of several files has each id once")
    func duplicates() {
        var problems: [Problem] = []
        let first = ContactBookFile.read(
            Array("id,name\na,A\n".utf8), file: "1.csv", region: "VN", into: &problems)
        let second = ContactBookFile.read(
            Array("id,name\nb,B\na,A2\n".utf8), file: "2.csv", region: "VN", into: &problems)
        let book = ContactBook(first + second, into: &problems)
        #expect(
            problems == [
                Problem(
                    .file, "Two contacts have the id \"a\"",
                    at: Place("2.csv", row: 3, field: "id"),
                    found: "the same id as at 1.csv, row 2",
                    fix: "Give one of them another id, or delete one of the rows")
            ])
        #expect(book["a"]?.name == "A")
        #expect(book.contacts.map(\.id) == ["a", "b"])
        #expect(book["z"] == nil)
    }

    @Test("reports a deputy who does not exist, and lets deputies go in a circle")
    func deputies() {
        var problems: [Problem] = []
        let reading = readBook("id,name,deputy\nanh,A,binh\nbinh,B,anh\nchi,C,bnih\nem,D,xxx\n")
        _ = ContactBook(reading.value, into: &problems)
        #expect(
            problems == [
                Problem(
                    .file, "The deputy is not in the contact book",
                    at: Place("b.csv", row: 4, field: "deputy"), found: "bnih",
                    expected: "the id of another contact, or nothing",
                    fix: "Write \"binh\" if that is meant; else correct the id, or add the contact",
                    missing: "bnih"),
                Problem(
                    .file, "The deputy is not in the contact book",
                    at: Place("b.csv", row: 5, field: "deputy"), found: "xxx",
                    expected: "the id of another contact, or nothing",
                    fix: "Correct the id, or add the contact", missing: "xxx"),
            ])
    }
}

@Suite("The list of venues")
struct VenueFileTests {
    @Test("is read with its tree")
    func reads() {
        let reading = readVenues(sampleVenues)
        #expect(reading.problems.isEmpty)
        let tree = VenueTree(reading.value)
        #expect(tree.levels == ["tinh", "huyen", "xa"])
        #expect(tree.isWithin("gia-pho", "tinh"))
        #expect(tree["tinh"]?.parent == nil)
        #expect(tree["tinh"]?.address == "Số 1")
    }

    @Test("reports a parent that does not exist, with the nearest")
    func unknownParent() {
        #expect(
            readVenues("mã,tên,cấp,trực thuộc\ntinh,T,tinh,\nx,X,huyen,tinhh\n").problems == [
                Problem(
                    .file, "The venue above \"x\" does not exist",
                    at: Place("v.csv", row: 3, field: "trực thuộc"), found: "tinhh",
                    expected: "the id of another venue, or nothing",
                    fix: "Write \"tinh\" if that is meant, or add the venue", missing: "tinhh")
            ])
    }

    @Test("reports two venues with one id")
    func duplicate() {
        #expect(
            readVenues("id,name,level\nx,X,a\nx,Y,a\n").problems == [
                Problem(
                    .file, "Two venues have the id \"x\"", at: Place("v.csv", row: 3, field: "id"),
                    found: "the same id as at v.csv, row 2", fix: "Give one of them another id")
            ])
    }

    @Test("reports a loop once")
    func loop() {
        let reading = readVenues(
            "id,name,level,parent\nx,X,a,y\ny,Y,a,z\nz,Z,a,y\nw,W,a,x\ns,S,a,s\n")
        #expect(
            reading.problems == [
                Problem(
                    .file, "These venues lie in each other",
                    at: Place("v.csv", row: 3, field: "parent"), found: "y → z → y",
                    expected: "a venue at the top that has nothing above it",
                    fix: "Leave the cell empty for the topmost venue"),
                Problem(
                    .file, "These venues lie in each other",
                    at: Place("v.csv", row: 6, field: "parent"), found: "s → s",
                    expected: "a venue at the top that has nothing above it",
                    fix: "Leave the cell empty for the topmost venue"),
            ])
    }

    @Test("needs an id, a name and a level")
    func missing() {
        #expect(
            readVenues("id,name,level\n,X,a\ny,,a\nz,Z,\nv v,V,a\n").whats == [
                "The id is missing", "The name is missing", "The level is missing",
                "The id cannot be used: it contains a space",
            ])
    }
}
