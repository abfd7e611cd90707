import ConvokeCore
import Testing

@testable import convoke

@Suite("A command's name")
struct CommandNameTests {
    private func problem(_ words: String...) -> String? {
        CommandName.problem(words, of: Convoke.configuration).map { "\($0.what): \($0.fix)" }
    }

    @Test("with a slip in it gets the one that was meant, wherever the workspace stands")
    func slip() {
        let answer =
            "There is no command sned: Did you mean convoke send? convoke --help lists the commands."
        #expect(problem("sned", "meeting", "invitation") == answer)
        #expect(problem("-C", "office", "sned") == answer)
        #expect(problem("--workspace", "office", "--verbose", "sned") == answer)
    }

    @Test("of a command is answered like one of the program")
    func below() {
        #expect(
            problem("-C", "office", "ledger", "verfy")
                == "There is no command verfy: Did you mean convoke ledger verify? convoke ledger --help"
                + " lists the commands.")
        #expect(problem("ledger", "verify", "--expect", "abc") == nil)
        #expect(problem("ledger") == nil)
    }

    @Test("that resembles none gets the list")
    func unlike() {
        #expect(
            problem("qwertyuiop")
                == "There is no command qwertyuiop: convoke --help lists the commands.")
    }

    @Test("that is known, or that nobody wrote, is for the parser")
    func known() {
        #expect(problem("send") == nil && problem() == nil && problem("--help") == nil)
        #expect(problem("help", "sned") == nil && problem("-C", "sned", "status") == nil)
        #expect(problem("-C") == nil)
    }
}
