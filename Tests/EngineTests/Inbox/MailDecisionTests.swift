import ConvokeCore
import Inbox
import LedgerStore
import Testing

@testable import Engine

@Suite("What is done about a mail")
struct MailDecisionTests {
    private typealias Facts = MailDecision.Facts

    @Test("a failure for good or for now has failed, where it is about a mail of ours")
    func failures() {
        for kind in [MailClass.hard, .soft, .policy, .content] {
            #expect(
                MailDecision.of(Facts(kind: kind, delivery: .accepted)).reports == [.failed])
            #expect(MailDecision.of(Facts(kind: kind)).reports.isEmpty)
            #expect(MailDecision.of(Facts(kind: kind)).toRead != nil)
        }
    }

    @Test("relayed and expanded settle a doubt and nothing else")
    func relayed() {
        for kind in [MailClass.relayed, .expanded] {
            #expect(
                MailDecision.of(Facts(kind: kind, delivery: .inDoubt)).reports == [.delivered])
            #expect(MailDecision.of(Facts(kind: kind, delivery: .accepted)) == MailDecision())
        }
    }

    @Test("an acknowledgement of receipt is no promise to come")
    func received() {
        let facts = Facts(
            kind: .answer, delivery: .accepted, about: Answer.invitation,
            meaning: .accepts([.received]))
        let decision = MailDecision.of(facts)
        #expect(decision.word == nil && decision.isReached && decision.toRead == nil)
        #expect(decision.reports == [.delivered])
    }

    @Test("coming to the conference does not register, and registering is worth a look")
    func acceptances() {
        var facts = Facts(
            kind: .answer, delivery: .accepted, about: "dang-ky", meaning: .accepts([.attends]))
        #expect(MailDecision.of(facts).word == nil)
        #expect(MailDecision.of(facts).toRead != nil)
        facts.about = Answer.invitation
        #expect(MailDecision.of(facts).word == .yes)
        facts.meaning = .accepts([.received, .registered])
        #expect(MailDecision.of(facts).word == .yes)
        #expect(MailDecision.of(facts).toRead != nil)
    }

    @Test("what is attached is looked at, whatever the words say")
    func attachments() {
        for meaning in [
            ReplyMeaning.accepts([.registered]), .accepts([.received]), .unclear(.unknown),
        ] {
            let decision = MailDecision.of(
                Facts(
                    kind: .answer, delivery: .accepted, about: "dang-ky", meaning: meaning,
                    hasAttachments: true))
            #expect(decision.word == .yes && decision.toRead != nil, "\(meaning)")
        }
        let declined = MailDecision.of(
            Facts(
                kind: .answer, delivery: .accepted, about: "dang-ky", meaning: .declines,
                hasAttachments: true))
        #expect(declined.word == .no)
    }

    @Test("a calendar's word counts, but for one that is old, and one that is no word")
    func calendars() {
        func decision(_ word: MailDecision.CalendarWord) -> MailDecision {
            .of(Facts(kind: .answer, about: Answer.invitation, calendar: word))
        }
        #expect(decision(.accepted).word == .yes)
        #expect(decision(.declined).word == .no)
        #expect(decision(.noted).word == nil && decision(.noted).isReached)
        #expect(decision(.stale) == MailDecision())
        #expect(decision(.unclear("perhaps")).toRead == "perhaps")
    }

    @Test("a mail of ours that comes back is nothing, whatever it looks like")
    func ours() {
        for kind in MailClass.allCases {
            #expect(
                MailDecision.of(Facts(kind: kind, delivery: .accepted, isOurs: true))
                    == MailDecision())
        }
    }
}
