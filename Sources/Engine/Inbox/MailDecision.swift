import ConvokeCore
import Inbox
import LedgerStore

/// What is done about a mail: a pure function of what it is, whose it is and what it says.
struct MailDecision: Equatable {
    /// What it changes, but for answers, which are in `word`.
    var reports: [Report] = []
    /// What it answers; nil for nothing.
    var word: AnswerWord?
    /// Whether somebody has read what was sent to them.
    var isReached = false
    /// Why a person has to look at it; nil when nobody has to.
    var toRead: String?

    /// What is known of a mail.
    struct Facts: Equatable {
        var kind: MailClass
        /// RFC 3464 section 2.3.3.
        var action: String?
        /// The state of the delivery that it is about; nil when none was found.
        var delivery: DeliveryState?
        /// Whether its owner is known.
        var hasOwner = false
        /// What its owner would answer about with it; nil when nobody can tell.
        var about: String?
        var meaning = ReplyMeaning.unclear(.empty)
        /// A calendar's reply, where it is one of our entries'.
        var calendar: CalendarWord?
        var hasAttachments = false
        /// Whether an automatic reply names somebody else, or a way to reach somebody.
        var namesAnother = false
        /// Whether it is a mail of ours that came back.
        var isOurs = false
        /// Whether more of it was left out than a person would miss.
        var isCut = false
    }

    /// What a calendar says for its owner (RFC 5545 section 3.2.12).
    enum CalendarWord: Equatable {
        case accepted, declined
        /// An answer to a line test: kept, and nobody waits for it.
        case noted
        /// It is about what is not so any more.
        case stale
        /// Tentative, delegated, another time: the reason in words.
        case unclear(String)
    }

    static func of(_ facts: Facts) -> MailDecision {
        if facts.isOurs { return MailDecision() }
        switch facts.kind {
        case .hard, .soft, .policy, .content: return failure(facts)
        case .delay: return MailDecision()
        case .delivered, .readReceipt: return arrival(facts)
        case .relayed, .expanded:
            return facts.delivery == .inDoubt ? arrival(facts) : MailDecision()
        case .autoReply:
            return MailDecision(toRead: facts.namesAnother ? "it names somebody else to ask" : nil)
        case .abuseReport: return MailDecision(toRead: "a reader called our mail spam")
        case .answer: return answer(facts)
        case .other: return MailDecision(toRead: "nobody knows what it is")
        }
    }

    private static func failure(_ facts: Facts) -> MailDecision {
        facts.delivery == nil
            ? MailDecision(toRead: "a failure report about no mail of ours")
            : MailDecision(reports: [.failed])
    }

    private static func arrival(_ facts: Facts) -> MailDecision {
        MailDecision(reports: facts.delivery == nil ? [] : [.delivered])
    }

    private static func answer(_ facts: Facts) -> MailDecision {
        guard let about = facts.about else {
            let what = facts.hasOwner ? "about what" : "whose"
            return MailDecision(
                isReached: facts.hasOwner, toRead: "an answer, and it does not say \(what)")
        }
        var decision = facts.calendar.map(calendar) ?? words(facts, about)
        // Whoever answers a mail has it.
        if facts.delivery != nil { decision.reports = [.delivered] }
        if facts.isCut { decision.toRead = decision.toRead ?? "it was too large to be read whole" }
        return decision
    }

    private static func calendar(_ word: CalendarWord) -> MailDecision {
        switch word {
        case .accepted: MailDecision(word: .yes, isReached: true)
        case .declined: MailDecision(word: .no, isReached: true)
        case .noted: MailDecision(isReached: true)
        case .stale: MailDecision()
        case .unclear(let why): MailDecision(isReached: true, toRead: why)
        }
    }

    private static func words(_ facts: Facts, _ about: String) -> MailDecision {
        switch facts.meaning {
        case .declines:
            return MailDecision(
                word: .no, isReached: true, toRead: facts.hasAttachments ? attached(.no) : nil)
        case .accepts(let said):
            var decision =
                about == Answer.invitation ? invitation(said) : obligation(said, facts)
            if facts.hasAttachments { decision.toRead = attached(decision.word) }
            return decision
        case .unclear(let doubt)
        where facts.hasAttachments && about != Answer.invitation && doubt.isSilence:
            // Whoever sends the list has done what was asked; a person looks whether it is one.
            return MailDecision(word: .yes, isReached: true, toRead: attached(.yes))
        case .unclear(let doubt):
            return MailDecision(isReached: true, toRead: doubt.words)
        }
    }

    private static func invitation(_ said: Set<ReplyMeaning.Acceptance>) -> MailDecision {
        if said == [.received] { return MailDecision(isReached: true) }
        return MailDecision(
            word: .yes, isReached: true,
            toRead: said.contains(.registered) ? "it says that something is registered" : nil)
    }

    private static func obligation(
        _ said: Set<ReplyMeaning.Acceptance>, _ facts: Facts
    ) -> MailDecision {
        if said.contains(.registered) || facts.hasAttachments {
            return MailDecision(word: .yes, isReached: true)
        }
        return MailDecision(
            isReached: true, toRead: said == [.received] ? nil : "it does not say that it is done")
    }

    private static func attached(_ word: AnswerWord?) -> String {
        word == .yes ? "what is attached is to be checked" : "something is attached"
    }
}

extension ReplyMeaning.Doubt {
    /// Whether it says nothing against what was asked.
    fileprivate var isSilence: Bool { self == .empty || self == .unknown || self == .long }

    /// Why a person has to read it.
    var words: String {
        switch self {
        case .empty: "it says nothing"
        case .long: "it is a long text"
        case .question: "it asks something"
        case .condition: "it says yes or no under a condition"
        case .deputy: "somebody else is to come"
        case .request: "it asks for something"
        case .part: "it may speak of one session, or of how they take part"
        case .both: "it may say yes or no"
        case .unknown: "what it says is not plain"
        }
    }
}
