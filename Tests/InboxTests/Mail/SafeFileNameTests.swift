import ConvokeCore
import Foundation
import Inbox
import MailFuzz
import Testing

@Suite("A safe file name")
struct SafeFileNameTests {
    private static let long = String(repeating: "ạ", count: 300)

    @Test(
        "is what is left of any name",
        arguments: [
            ("a.pdf", "a.pdf"), ("Danh sách đại biểu.xlsx", "Danh sách đại biểu.xlsx"),
            ("../../etc/passwd", "passwd"), ("C:\\Users\\a.doc", "a.doc"), ("/", "part"),
            ("..", "part"), (".bashrc", "bashrc"), ("...a", "a"), ("a.", "a"), ("a . ", "a"),
            ("", "part"), ("   ", "part"), ("a\u{0}b.txt", "a b.txt"), ("a\r\nb", "a b"),
            ("a\u{202E}fdp.exe", "afdp.exe"), ("\u{2066}a\u{2069}", "a"),
            ("a:b|c?.txt", "a_b_c_.txt"),
            ("CON", "_CON"), ("con.txt", "_con.txt"), ("nul.tar.gz", "_nul.tar.gz"),
            ("COM1", "_COM1"),
            ("lpt9.a", "_lpt9.a"), ("COM¹", "_COM¹"), ("CONSOLE", "CONSOLE"), ("com10", "com10"),
            ("-rf", "rf"), ("~a", "a"), ("a\u{301}", "á"), ("a/b/", "b"), ("a\\", "a"),
            (".pdf", "pdf"), ("..\\..\\a", "a"), ("\u{FEFF}a", "a"), ("a\u{2028}b", "a b"),
            ("tài\tliệu", "tài liệu"), ("a*.pdf", "a_.pdf"), ("\u{E000}a", "a"), ("．．／a", "．．／a"),
            (". . .pdf", "pdf"), ("aux .txt", "_aux.txt"), ("<x>", "_x_"),
        ])
    func names(_ claimed: String, _ name: String) {
        #expect(SafeFileName(claimed, fallback: "part").description == name)
    }

    @Test("keeps its extension where it is too long, and no half letters")
    func lengths() {
        let name = SafeFileName(Self.long + ".xlsx", fallback: "part").description
        #expect(name.hasSuffix("ạ.xlsx"))
        #expect((117...120).contains(name.utf8.count))
        let bare = SafeFileName(Self.long, fallback: "part").description
        #expect((117...120).contains(bare.utf8.count))
        let strange = SafeFileName("a." + Self.long, fallback: "part").description
        #expect(strange.utf8.count <= 120)
    }

    @Test("is the fallback where no name is given")
    func none() {
        #expect(SafeFileName(nil, fallback: "part").description == "part")
        #expect(SafeFileName("\u{200B}", fallback: "part").description == "part")
    }

    @Test("is safe whatever the name, and the same when made safe again")
    func random() {
        let given = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) }
        let seed = given ?? 1_622
        var dice = Dice(seed: seed)
        let letters = Array("a.. /\\:\u{0}\u{202E}á́ạ-~CONnul1\n\u{200D}👨‍👩‍👧".unicodeScalars)
        for _ in 0..<3000 {
            let scalars = (0..<Int.random(in: 0...80, using: &dice)).map { _ in
                letters.randomElement(using: &dice) ?? "a"
            }
            let claimed = String(String.UnicodeScalarView(scalars))
            let name = SafeFileName(claimed, fallback: "part").description
            #expect(!name.isEmpty && name.utf8.count <= 120, "seed \(seed): \(scalars)")
            #expect(!name.hasPrefix(".") && !name.hasSuffix("."), "seed \(seed): \(scalars)")
            #expect(
                !name.utf8.contains { $0 < 0x20 || "/\\:".utf8.contains($0) },
                "seed \(seed): \(scalars)")
            #expect(CleanText.composed(name) == name, "seed \(seed): \(scalars)")
            #expect(
                SafeFileName(name, fallback: "part").description == name, "seed \(seed): \(scalars)"
            )
        }
    }
}
