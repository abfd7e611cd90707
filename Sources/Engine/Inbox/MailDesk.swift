import Agenda
import Calendar
import ConvokeCore
import Foundation
import Inbox
import LedgerStore

/// Reads one mail after the other, finds whose it is, and writes down what it changes.
struct MailDesk {
    private let office: Office
    private let ledger: Ledger
    private let key: TokenKey
    private let search: OwnerSearch
    private let shelf: MailShelf
    private var answers: AnswerDesk
    private var opened: Set<String> = []

    init(_ office: Office, _ ledger: Ledger) throws {
        self.office = office
        self.ledger = ledger
        key = try TokenKey.open(root: office.shelf)
        search = OwnerSearch(key: key, reader: ledger.reader)
        shelf = MailShelf(root: office.shelf)
        answers = AnswerDesk(office, key)
    }

    /// What became of a mail.
    enum Result {
        case taken(InboxReport.Entry)
        /// It was written down before.
        case known
        /// The delivery that it reports about is under way just now, or a run that was killed had it: to
        /// be read again when that is settled.
        case tooEarly
    }

    /// When it returns, all of it is on the disk: the mail may be marked as read, unless it came too
    /// early.
    mutating func take(_ study: MailStudy, octets: [UInt8], at place: String) throws -> Result {
        let claim = try MailClaim.of(study, office, search, &answers)
        var decision = MailDecision.of(claim.facts(study))
        if claim.delivery?.state == .sending, !decision.reports.isEmpty { return .tooEarly }
        let answer = try answer(decision, study, claim)
        if decision.word != nil && answer == nil {
            decision.toRead = "an answer of somebody who is not asked any more"
        }
        var mail = received(study, claim, decision, place)
        try keep(octets, study, decision, &mail)
        let taken = try ledger.take(
            mail, try effects(decision, claim, answer, study), at: office.clock.now)
        if taken.wasKnown { return .known }
        return .taken(
            InboxReport.Entry(
                id: taken.id, mail: mail, effect: taken.effect,
                why: taken.isToRead ? decision.toRead ?? "the ledger says otherwise" : nil))
    }

    private func received(
        _ study: MailStudy, _ claim: MailClaim, _ decision: MailDecision, _ place: String
    ) -> ReceivedMail {
        ReceivedMail(
            digest: study.digest, place: place, receivedAt: office.clock.now,
            sender: CleanText.shown(study.sender, limit: 320),
            subject: CleanText.shown(study.subject, limit: 500), kind: study.kind,
            status: study.reading.status?.description, action: study.reading.action,
            address: study.reading.recipient, rule: study.reading.rule, owner: claim.owner,
            calendar: claim.mark, words: words(study, decision),
            isToRead: decision.toRead != nil)
    }

    /// What the secretary wants to see of it.
    private func words(_ study: MailStudy, _ decision: MailDecision) -> String? {
        let text =
            switch study.kind {
            case .autoReply: study.reading.text
            case .answer, .other: study.reply.words
            default: study.reading.diagnostic
            }
        guard let text, !text.isEmpty else { return nil }
        return text.prefix(2000).split(separator: "\n")
            .map { CleanText.shown(String($0), limit: 500) }.joined(separator: "\n")
    }

    private func keep(
        _ octets: [UInt8], _ study: MailStudy, _ decision: MailDecision, _ mail: inout ReceivedMail
    ) throws {
        let folder = MailShelf.folder(of: mail.owner)
        let attachments = study.kind == .answer && mail.owner != nil ? study.attachments : []
        if decision.toRead != nil {
            let name = Base32.text(of: study.digest.prefix(10)) + ".eml"
            _ = try shelf.keep([.init(name: name, bytes: octets)], in: folder)
            mail.folder = folder + "/" + name
        }
        guard !attachments.isEmpty else { return }
        let (kept, left) = try shelf.keep(attachments, in: folder)
        let lines =
            kept.map { "attached: \(folder)/\($0)" }
            + left.map { "too large to keep, it is in the mailbox: \($0)" }
        mail.words = ([mail.words].compactMap(\.self) + lines).joined(separator: "\n")
        mail.folder = mail.folder ?? folder
    }

    private mutating func answer(
        _ decision: MailDecision, _ study: MailStudy, _ claim: MailClaim
    ) throws -> Answer? {
        guard let word = decision.word, let owner = claim.owner, let about = claim.about else {
            return nil
        }
        if opened.insert(owner.conference).inserted {
            _ = try ledger.openObligations(
                answers.obligations(of: owner.conference), in: owner.conference,
                at: office.clock.now)
        }
        let source = AnswerSource(
            way: claim.mark == nil ? .mail : .calendar,
            byWhom: CleanText.shown(study.sender, limit: 320),
            note: CleanText.shown(study.reply.words, limit: 500))
        return answers.answer(
            AnswerRequest(
                conference: owner.conference, recipient: owner.recipient, about: about, word: word,
                source: source))
    }

    private mutating func effects(
        _ decision: MailDecision, _ claim: MailClaim, _ answer: Answer?, _ study: MailStudy
    ) throws -> [MailEffect] {
        let reports = claim.delivery.map { delivery in
            decision.reports.map {
                MailEffect.report(
                    delivery: delivery.id, $0, words: study.reading.statusWords)
            }
        }
        let cases = decision.isReached ? try casesReached(by: claim) : []
        let reached =
            cases.isEmpty
            ? nil : MailEffect.reached(cases: cases.map(\.id), why: "answered by mail")
        return (reports ?? []) + [answer.map(MailEffect.answer), reached].compactMap(\.self)
    }

    /// Those that end because somebody has read what was sent: about the letter that is answered, or one
    /// before it. Who answers an old letter need not know what was corrected since.
    private mutating func casesReached(by claim: MailClaim) throws -> [Escalation] {
        guard let owner = claim.owner, let convocation = answers.convocation(owner.conference)
        else { return [] }
        return try ledger.reader.escalations(in: owner.conference, openOnly: true).filter { entry in
            guard entry.plan.recipient == owner.recipient else { return false }
            switch entry.plan.cause {
            case .invitation: return true
            case .obligation, .relay: return false
            case .mail:
                guard let answered = claim.delivery else {
                    return convocation.conference.notice(entry.plan.about)?.kind == .invitation
                }
                return entry.plan.about == answered.notice
                    || (entry.plan.delivery ?? 0) < answered.id
            }
        }
    }
}

extension MailReading {
    /// What a report says of a delivery, in one line.
    fileprivate var statusWords: String? {
        guard action != nil else { return nil }
        let all = [status?.description, diagnostic].compactMap(\.self).joined(separator: " ")
        return all.isEmpty ? nil : CleanText.shown(all, limit: 500)
    }
}
