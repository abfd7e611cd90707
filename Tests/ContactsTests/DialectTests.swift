import ConvokeCore
import Testing

@testable import Contacts

@Suite("A spreadsheet's dialect")
struct DialectTests {
    private static let dialects: [(name: String, text: String)] = [
        ("plain", "id,name,groups\na,Anh A,x;y\nb,Anh B,\n"),
        ("byte order mark", "\u{FEFF}id,name,groups\na,Anh A,x;y\nb,Anh B,\n"),
        ("CRLF", "id,name,groups\r\na,Anh A,x;y\r\nb,Anh B,\r\n"),
        ("CR alone", "id,name,groups\ra,Anh A,x;y\rb,Anh B,\r"),
        ("no break at the end", "id,name,groups\na,Anh A,x;y\nb,Anh B,"),
        ("semicolon, quoted values", "id;name;groups\na;Anh A;\"x;y\"\nb;Anh B;\n"),
        ("semicolon, bars", "id;name;groups\na;Anh A;x|y\nb;Anh B;\n"),
        ("tab", "id\tname\tgroups\na\tAnh A\tx;y\nb\tAnh B\t\n"),
        ("sep line", "sep=;\r\nid;name;groups\r\na;Anh A;x|y\r\nb;Anh B;\r\n"),
        ("quoted sep line", "\"sep=\t\"\nid\tname\tgroups\na\tAnh A\tx;y\nb\tAnh B\t\n"),
        (
            "all quoted",
            "\"id\",\"name\",\"groups\"\n\"a\",\"Anh A\",\"x;y\"\n\"b\",\"Anh B\",\"\"\n"
        ),
        ("spaces around", "id , name , groups\na , Anh A , x ; y\nb , Anh B ,\n"),
        (
            "empty rows and columns at the end",
            "id,name,groups,,\na,Anh A,x;y,,\nb,Anh B,,,\n,,,,\n\n\n"
        ),
        ("more empty cells than the header", "id,name,groups\na,Anh A,x;y,,,\nb,Anh B,,\n"),
        ("columns in another order", "groups,name,id\nx;y,Anh A,a\n,Anh B,b\n"),
        ("Vietnamese header", "Mã,Họ tên,Nhóm\na,Anh A,x;y\nb,Anh B,\n"),
        ("Vietnamese header in capitals", "MÃ,HỌ VÀ TÊN,NHÓM\na,Anh A,x;y\nb,Anh B,\n"),
        (
            "Vietnamese header in NFD",
            "Ma\u{303},Ho\u{323} te\u{302}n,Nho\u{301}m\na,Anh A,x;y\nb,Anh B,\n"
        ),
        ("no-break spaces", "id,name,groups\na,\u{A0}Anh A\u{A0},x;y\nb,Anh B,\n"),
    ]

    @Test("does not matter", arguments: dialects)
    func reads(name: String, text: String) {
        let reading = readBook(text)
        #expect(reading.problems.isEmpty)
        #expect(reading.value.map(\.id) == ["a", "b"])
        #expect(reading.value.map(\.name) == ["Anh A", "Anh B"])
        #expect(reading.value.first?.groups == ["x", "y"])
    }

    @Test("may name every column in Vietnamese")
    func vietnamese() {
        let reading = readBook(
            """
            mã,tên,kính gửi,chức vụ,đơn vị,điểm cầu,nhóm,thư điện tử,số điện thoại,cấp phó,ngôn ngữ
            a,A,Kính gửi,Chánh Văn phòng,UBND,v,g,a@x.example,0900 000 101,b,en
            """)
        #expect(reading.problems.isEmpty)
        let contact = reading.value.first
        #expect(contact?.salutation == "Kính gửi")
        #expect(contact?.title == "Chánh Văn phòng")
        #expect(contact?.unit == "UBND")
        #expect(contact?.venue == "v")
        #expect(contact?.emails.map(\.wire) == ["a@x.example"])
        #expect(contact?.phones.map(\.dialled) == ["+84900000101"])
        #expect(contact?.deputy == "b")
        #expect(contact?.language == "en")
        let other = readBook(
            "mã,họ tên,xưng hô,chức danh,email,điện thoại,người thay\na,A,,,,,")
        #expect(other.problems.isEmpty)
        #expect(readVenues("mã,tên,cấp,trực thuộc,địa chỉ\na,A,tinh,,Số 1").problems.isEmpty)
        #expect(readList("chọn,vai trò,điểm cầu\na,chủ trì,\nb,dự họp,").problems.isEmpty)
    }

    @Test("keeps the spreadsheet's row numbers")
    func rowNumbers() {
        let text = "sep=,\r\nid,name\r\na,A\r\n\r\n,\r\n\"b\nb\",B\r\nc,\r\n"
        let reading = readBook(text)
        #expect(
            reading.places == ["b.csv, row 5, id", "b.csv, row 6, name"])
    }

    @Test("a break inside a cell counts no row, also with CR LF in it")
    func breakInsideCell() {
        let reading = readBook("id,name\r\na,\"A\r\n\r\nx\"\r\nb,\r\n")
        #expect(reading.places == ["b.csv, row 2, name", "b.csv, row 3, name"])
    }
}

@Suite("A file that is no table")
struct UnreadableTableTests {
    @Test("is empty", arguments: ["", "\n\n", "\u{FEFF}", "  \r\n", "sep=;\n"])
    func empty(text: String) {
        #expect(
            readBook(text).problems == [
                Problem(
                    .file, "The file is empty", at: Place("b.csv"),
                    expected: "a header row and rows below it", fix: "Fill in the file")
            ])
    }

    @Test("is UTF-16", arguments: [[0xFF, 0xFE], [0xFE, 0xFF], []])
    func utf16(mark: [UInt8]) {
        let wide = "id,name\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(
            readBook(bytes: mark + wide).problems == [
                Problem(
                    .file, "The file is not saved as UTF-8", at: Place("b.csv"), found: "UTF-16",
                    expected: "CSV in UTF-8",
                    fix: "Save it in the spreadsheet program as \"CSV UTF-8\"")
            ])
    }

    @Test("is in an old encoding: one problem, at the first such row")
    func oldEncoding() {
        let bytes = Array("id,name\na,A\nb,B".utf8) + [0xF4] + Array("\nc,C".utf8) + [0xF5]
        let reading = readBook(bytes: bytes)
        #expect(
            reading.problems == [
                Problem(
                    .file, "The file is not saved as UTF-8", at: Place("b.csv", row: 3),
                    found: "2 rows in another encoding", expected: "CSV in UTF-8",
                    fix: "Save it in the spreadsheet program as \"CSV UTF-8\"")
            ])
        #expect(reading.value.count == 3)
    }

    @Test("has no header")
    func noHeader() {
        #expect(
            readBook("a,Anh A\nb,Anh B").problems == [
                Problem(
                    .file, "The first row does not say what the columns are",
                    at: Place("b.csv", row: 1), found: "a, Anh A",
                    expected: BookColumn.englishNames.joined(separator: ", "),
                    fix: "Add a header row above the first row")
            ])
    }
}

@Suite("A header")
struct HeaderTests {
    @Test("with an unknown column names the nearest")
    func unknown() {
        #expect(
            readVenues("id,name,levle,level\n").problems == [
                Problem(
                    .file, "There is no column \"levle\" in such a file",
                    at: Place("v.csv", row: 1, field: "levle"), found: "levle",
                    expected: "id, name, level, parent, address",
                    fix: "Write \"level\" if that is meant, or delete the column")
            ])
        #expect(
            readVenues("id,name,level,colour\n").problems.first?.fix
                == "Delete the column, or correct its name")
    }

    @Test("without a required column says what was found")
    func missing() {
        #expect(
            readVenues("id,name\na,A\n").problems == [
                Problem(
                    .file, "The column \"level\" is missing", at: Place("v.csv", row: 1),
                    found: "id, name", expected: "a column \"level\"",
                    fix: "Add the column \"level\"")
            ])
    }

    @Test("with a column twice, in whatever language, is refused")
    func repeated() {
        #expect(
            readVenues("id,name,level,tên\n").problems == [
                Problem(
                    .file, "Two columns mean the same", at: Place("v.csv", row: 1, field: "tên"),
                    found: "tên", expected: "every column once",
                    fix: "Delete one of the two columns")
            ])
    }

    @Test("with a column without a name is refused")
    func nameless() {
        #expect(readVenues("id,,name,level\n").whats == ["Column 2 has no name"])
    }
}

@Suite("A row")
struct RowTests {
    @Test(
        "that is ragged says how many cells it has",
        arguments: [("a", "1 cell"), ("a,A,b,c", "4 cells")])
    func ragged(row: String, found: String) {
        #expect(
            readBook("id,name\n\(row)\nb,B\n").problems == [
                Problem(
                    .file, "The row does not fit the header", at: Place("b.csv", row: 2),
                    found: found, expected: "2 cells",
                    fix: "Check the row for a separator that is missing or stands outside of quotes"
                )
            ])
    }

    @Test("that is ragged is kept as far as it goes, so that what names it is no problem too")
    func raggedIsKept() {
        let reading = readVenues("id,name,level,parent\na,A,x\nb,B,x,a\nc,C,x,b,z\nd,D,x,c\n")
        #expect(reading.places == ["v.csv, row 2", "v.csv, row 4"])
        #expect(reading.value.map(\.id) == ["a", "b", "c", "d"])
    }

    @Test(
        "whose id cannot be read may be the one that others lie in",
        arguments: ["\"a,A,x,", "a b,A,x,"])
    func lost(row: String) {
        let lost = readVenues("id,name,level,parent\n\(row)\nb,B,x,a\n")
        #expect(lost.problems.map(\.place?.row) == [2])
        #expect(readVenues("id,name,level,parent\nb,B,x,a\n").places == ["v.csv, row 2, parent"])
    }

    @Test(
        "with wrong quotes is reported, and the rows below it are read",
        arguments: [
            "b,\"B", "b,\"B\"B\"", "b,B\"B", "b,\"B\n", "\"b,B", "b,\"B\" x",
        ])
    func wrongQuotes(row: String) {
        let reading = readBook("id,name\na,A\n\(row)\nc,C\nd\n")
        #expect(
            reading.problems.first
                == Problem(
                    .file, "A quote in this row is not closed, or stands inside a cell",
                    at: Place("b.csv", row: 3),
                    expected:
                        "a quote at the beginning and end of a cell, and \"\" for one inside it",
                    fix: "Correct the quotes in this row"))
        #expect(reading.value.map(\.id) == ["a", "c", "d"])
        #expect(reading.problems.count == 2)
    }

    @Test("with an open quote does not swallow the next quoted one")
    func openQuoteBeforeQuoted() {
        let reading = readBook("id,name\na,\"A\nb,\"B\"\nc,C\n")
        #expect(reading.value.map(\.id) == ["b", "c"])
        #expect(reading.places == ["b.csv, row 2"])
    }

    @Test("with an open quote in the last row is reported")
    func openQuoteAtEnd() {
        let reading = readBook("id,name\na,A\nb,\"B")
        #expect(reading.places == ["b.csv, row 3"])
        #expect(reading.value.map(\.id) == ["a"])
    }

    @Test("with any wrong quote in the last row is reported", arguments: ["", "\n", "\r\n"])
    func wrongQuoteAtEnd(ending: String) {
        for row in ["b,\"B\"B", "b,B\"B", "b,\"B\" x", "b,\"B"] {
            let reading = readBook("id,name\na,A\n" + row + ending)
            #expect(reading.places == ["b.csv, row 3"], "\(row)")
            #expect(reading.value.map(\.id) == ["a"], "\(row)")
        }
    }

    @Test("left open in a large file costs no more than a large row")
    func openQuoteInLargeFile() {
        let rows = (0..<5_000).map { "c\($0),Name \($0) of this row" }
        let text = "id,name\na,\"A\n" + rows.joined(separator: "\n")
        #expect(text.utf8.count > 2 * CSVReader.longestRow)
        let reading = readBook(text)
        #expect(reading.places == ["b.csv, row 2"])
        #expect(reading.value.count == 5_000)
        #expect(reading.value.last?.place.row == 5_002)
    }

    @Test(
        "with a character that could end a header is refused",
        arguments: [
            ("\"A\r\nBcc: x@y.example\"", "The cell contains a line break", "A⏎Bcc: x@y.example"),
            ("\"A\n\"", "The cell contains a line break", "A⏎"),
            ("A\u{2028}B", "The cell contains a line break", "A⏎B"),
            ("A\0B", "The cell contains an invisible control character", "A\u{FFFD}B"),
            ("\"A\tB\"", "The cell contains a tabulator", "A\u{FFFD}B"),
            (
                "A\u{202E}B",
                "The cell contains an invisible character that reverses the text after it",
                "A\u{FFFD}B"
            ),
        ])
    func injection(cell: String, what: String, found: String) {
        let problems = readBook("id,name,title\na,\(cell),\n").problems
        #expect(problems.map(\.what) == [what])
        #expect(problems.first?.found == found)
        #expect(problems.first?.place == Place("b.csv", row: 2, field: "name"))
        #expect(problems.first?.fix == "Delete the cell and type its text again")
    }

    @Test("with a line break in any cell is refused", arguments: BookColumn.allCases)
    func injectionAnywhere(column: BookColumn) {
        let header = BookColumn.englishNames.joined(separator: ",")
        let cells = BookColumn.allCases.map { $0 == column ? "\"x\r\nRCPT TO:<y@z.example>\"" : "" }
        let reading = readBook("\(header)\n\(cells.joined(separator: ","))\n")
        #expect(
            reading.problems.contains {
                $0.what == "The cell contains a line break" && $0.place?.field == column.english
            })
    }

    @Test("with a cell over 1000 characters is refused")
    func longCell() {
        let longest = String(repeating: "ă", count: 1_000)
        #expect(readBook("id,name\na,\(longest)\n").problems.isEmpty)
        let problem = readBook("id,name\na,\(longest)b\n").problems.first
        #expect(problem?.what == "The cell is too long")
        #expect(problem?.found == "1001 characters")
        #expect(problem?.expected == "at most 1000 characters")
    }

    @Test("with a formula is only text")
    func formula() {
        let reading = readBook("id,name\na,=1+1\nb,@SUM(A1)\n")
        #expect(reading.problems.isEmpty)
        #expect(reading.value.map(\.name) == ["=1+1", "@SUM(A1)"])
    }
}
