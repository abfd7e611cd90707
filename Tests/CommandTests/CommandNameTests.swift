import ConvokeCore
import Testing

@testable import convoke

@Suite("A command's name")
struct CommandNameTests {
    private static let known = ["send", "status", "show"]

    private func problem(_ words: String...) -> String? {
        CommandName.problem(words, known: Self.known).map { "\($0.what): \($0.fix)" }
    }

    @Test("with a slip in it gets the one that was meant, wherever the workspace stands")
    func slip() {
        let answer =
            "There is no command sned: Did you mean convoke send? convoke --help lists the commands."
        #expect(problem("sned", "meeting", "invitation") == answer)
        #expect(problem("-C", "office", "sned") == answer)
        #expect(problem("--workspace", "office", "--verbose", "sned") == answer)
    }

    @Test("that resembles none gets the list")
    func unlike() {
        #expect(
            problem("convene") == "There is no command convene: convoke --help lists the commands.")
    }

    @Test("that is known, or that nobody wrote, is for the parser")
    func known() {
        #expect(problem("send") == nil && problem() == nil && problem("--help") == nil)
        #expect(problem("help", "sned") == nil && problem("-C", "sned", "status") == nil)
        #expect(problem("-C") == nil)
    }
}
