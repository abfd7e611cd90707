import Testing

@testable import Inbox

@Suite("Addresses in what servers write")
struct MailAddressTests {
    @Test(
        "are found without what stands around them",
        arguments: [
            ("rfc822; anna@mx.example", "anna@mx.example"),
            ("RFC822;<anna@mx.example> (unknown)", "anna@mx.example"),
            ("\"Anna Berg\" <anna@mx.example>, more", "anna@mx.example"),
            ("<mailto:anna@mx.example>", "anna@mx.example"),
            ("[SMTP:anna@mx.example]", "anna@mx.example"),
            ("c=vn;o=ubnd;dda:SMTP=anna@mx.example;", "anna@mx.example"),
            ("'anna@mx.example' on 10/11/2026", "anna@mx.example"),
            ("anna@mx.example.", "anna@mx.example"),
            ("\"anna berg\"@mx.example", "\"anna berg\"@mx.example"),
            ("anna+hop=ubnd@[192.0.2.7]", "anna+hop=ubnd@[192.0.2.7]"),
            ("utf-8; hoàng@thư.example", "hoàng@thư.example"),
            ("收件人anna@mx.example不存在", "anna@mx.example"),
        ])
    func found(_ text: String, _ address: String) {
        #expect(MailAddress.bare(text) == address)
    }

    @Test(
        "are not made up",
        arguments: ["", "@", "a@", "@b.example", "no address", "a @ b", "@@@@@@"])
    func none(_ text: String) {
        #expect(MailAddress.bare(text) == nil)
    }

    @Test("a text full of them is read to its limit")
    func many() {
        let text = (0..<500).map { "a\($0)@mx.example" }.joined(separator: ", ")
        #expect(MailAddress.all(in: text).count == 100)
        #expect(MailAddress.all(in: String(repeating: "@", count: 50_000)).isEmpty)
    }
}
