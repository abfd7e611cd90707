import Testing

@testable import Inbox

@Suite("Codes in a server's words")
struct ServerCodesTests {
    @Test("an enhanced code after a basic one goes first")
    func paired() {
        let codes = ServerCodes("550-5.1.1 no\n550 5.1.1 no (#5.7.1)")
        #expect(codes.status == EnhancedStatus(5, 1, 1))
        #expect(codes.reply == 550)
    }

    @Test("an address of a host is no code, nor is a version, a date or a size in prose")
    func others() {
        let text = """
            Postfix 2.5.1 at 5.1.1.2 on 2026-11-10, 552 messages of 500 KB, ref 550a, 10.5.1.1, x-5.1.1
            """
        let codes = ServerCodes(text, care: .prose)
        #expect(codes.status == nil)
        #expect(codes.reply == nil)
    }

    @Test(
        "marked codes count in prose",
        arguments: ["no mailbox (#5.1.1)", "<mx #5.1.1>", "error 5.1.1", "Reason: 5.1.1 gone"])
    func marked(_ text: String) {
        #expect(ServerCodes(text, care: .prose).status == EnhancedStatus(5, 1, 1))
    }
}
