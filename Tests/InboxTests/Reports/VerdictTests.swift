import ConvokeCore
import Testing

@testable import Inbox

@Suite("What outweighs what in a failure")
struct VerdictTests {
    private func verdict(_ field: String?, _ diagnostic: String, prose: String = "") -> Verdict {
        Verdict.failure(
            Verdict.Evidence(
                field: field.flatMap { EnhancedStatus($0) }, diagnostic: Verdict.Spoken(diagnostic),
                prose: Verdict.Spoken(prose, care: .prose)))
    }

    @Test("words that leave no doubt outweigh any code")
    func strong() {
        #expect(verdict("5.1.1", "550 5.1.1 blocked using zen.spamhaus.org").mailClass == .policy)
        #expect(verdict("5.7.1", "550 5.7.1 No such user here").mailClass == .hard)
        #expect(verdict("5.1.1", "550 5.1.1 mailbox is full").mailClass == .soft)
        #expect(verdict("5.0.0", "554 your message was identified as spam").mailClass == .content)
    }

    @Test("an enhanced code outweighs plain words")
    func code() {
        #expect(verdict("5.1.1", "550 5.1.1 access denied").mailClass == .hard)
        #expect(verdict("5.7.1", "550 5.7.1 mailbox unavailable").mailClass == .policy)
    }

    @Test("plain words outweigh a code that says nothing, and a basic one")
    func plain() {
        #expect(verdict("5.0.0", "550 access denied").mailClass == .policy)
        #expect(verdict(nil, "550 mailbox unavailable").mailClass == .hard)
        #expect(verdict("5.5.0", "550 rejected by local policy").mailClass == .policy)
    }

    @Test("the text for people decides where the server's words say nothing")
    func prose() {
        let found = verdict("5.0.0", "", prose: "The mailbox is full.")
        #expect(found.mailClass == .soft)
        #expect(
            verdict("5.1.1", "550 5.1.1", prose: "blocked using rbl.example").mailClass == .hard)
    }

    @Test("the code that says more is the status")
    func better() {
        #expect(verdict("5.0.0", "550 5.7.1 no").status == EnhancedStatus(5, 7, 1))
        #expect(verdict("5.1.1", "550 5.7.1 no").status == EnhancedStatus(5, 1, 1))
        #expect(verdict("5.5.0", "550 no").status == EnhancedStatus(5, 5, 0))
    }

    @Test("words imply a status where no code is given")
    func implied() {
        #expect(verdict(nil, "no such user").status == EnhancedStatus(5, 1, 1))
        #expect(verdict(nil, "450 no such user").status == EnhancedStatus(4, 1, 1))
        #expect(verdict(nil, "mailbox is full").status == EnhancedStatus(5, 2, 2))
        #expect(verdict(nil, "452 mailbox is full").status == EnhancedStatus(4, 2, 2))
        #expect(verdict(nil, "host unknown").status == EnhancedStatus(5, 1, 2))
        #expect(verdict(nil, "").status == EnhancedStatus(5, 0, 0))
    }

    @Test("an address is not given up while the server says that it may pass")
    func temporary() {
        #expect(verdict("4.1.1", "450 4.1.1 user unknown").mailClass == .soft)
        #expect(verdict("4.0.0", "550 5.1.1 user unknown").mailClass == .hard)
        #expect(verdict("4.4.7", "").mailClass == .soft)
        #expect(verdict("4.7.1", "greylisted").mailClass == .soft)
    }

    @Test("a domain that does not exist is not a name server that does not answer")
    func names() {
        let service =
            "Host or domain name not found. Name service error for name=a.example type=MX: Host not found"
        #expect(verdict("5.4.4", service).mailClass == .hard)
        #expect(verdict("4.4.3", service + ", try again").mailClass == .soft)
        #expect(verdict("5.4.4", "Malformed or unexpected name server reply").mailClass == .soft)
    }

    @Test("refused for good without a reason is hard")
    func nothing() {
        #expect(verdict("5.0.0", "550 no").mailClass == .hard)
        #expect(verdict(nil, "").mailClass == .hard)
        #expect(verdict(nil, "421 go on later").mailClass == .soft)
    }
}
