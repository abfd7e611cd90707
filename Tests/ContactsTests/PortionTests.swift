import ConvokeCore
import Testing

@testable import Contacts

@Suite("A contact book that comes by portions")
struct PortionTests {
    private static let head = "id,name,email,phone,unit"
    /// What is hard about it: breaks of every kind, inside cells too, quotes that are wrong or never
    /// closed, bytes that are not UTF-8, and nothing at all.
    private static let files: [[UInt8]] =
        [
            "\(head)\na,A,a@b.example,,\nb,B,b@b.example,,U\n",
            "\u{FEFF}sep=;\r\nid;name;email\r\na;\"A \"\"B\"\"\r\nC\";a@b.example\r\n\r\nb;B;\r\n",
            "\(head)\r\na,A,a@b.example,,\r\nb,\"B,b@b.example\r\nc,C,,,\r\n",
            "\(head)\na,\"A\"x,,,\nb,B,,,\nb,B,,,",
            "id,name,email\ra,A,a@b.example\rb,B,b@b.example",
            "  \n \n", "", "\u{FEFF}", "sep=;\n", "sep=;\r\n  ", "\(head)\n\n\n",
            "\(head)\na,\"" + String(repeating: "x\n", count: 40_000) + "\nb,B,,,\n",
        ].map { Array($0.utf8) } + [
            [0xFF, 0xFE, 0x41, 0x00], [0x41, 0x00], Array("\(head)\na,\u{41}".utf8) + [0xE2, 0x0A],
        ]

    @Test("is read as it is at once", arguments: files.indices, [1, 2, 3, 7, 4_096])
    func portions(file: Int, size: Int) {
        let bytes = Self.files[file]
        if bytes.count > 10_000, size < 7 { return }
        var (problems, others): ([Problem], [Problem]) = ([], [])
        let whole = ContactBookFile.read(bytes, file: "b.csv", region: "VN", into: &problems)
        var rest = bytes[...]
        let contacts = ContactBookFile.read(file: "b.csv", region: "VN", into: &others) {
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        #expect(contacts == whole)
        #expect(others == problems)
    }

    @Test("is given up behind the rows that were read")
    func long() {
        let rows = (0..<20_000).map { "c\($0),Văn phòng \($0),vp\($0)@xa.example,,\"UBND\nxã\"" }
        let bytes = Array("\(Self.head)\n\(rows.joined(separator: "\n"))\n".utf8)
        #expect(bytes.count > 1 << 19)
        var problems: [Problem] = []
        var rest = bytes[...]
        let contacts = ContactBookFile.read(file: "b.csv", region: "VN", into: &problems) {
            defer { rest = rest.dropFirst(1 << 18) }
            return Array(rest.prefix(1 << 18))
        }
        var others: [Problem] = []
        #expect(
            contacts == ContactBookFile.read(bytes, file: "b.csv", region: "VN", into: &others))
        #expect(contacts.count == 20_000 && problems == others)
    }
}
