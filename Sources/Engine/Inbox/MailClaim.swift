import Agenda
import Calendar
import ConvokeCore
import Foundation
import Inbox
import LedgerStore

/// Whose a mail is, and what its owner would answer about with it.
struct MailClaim {
    var owner: ReceivedMail.Owner?
    /// The delivery that it is about; nil when only the recipient is known.
    var delivery: Delivery?
    /// `invitation` or an obligation's id; nil when nobody can tell.
    var about: String?
    /// Of a calendar's reply to one of our entries.
    var mark: ReceivedMail.CalendarMark?
    var calendar: MailDecision.CalendarWord?
    /// Whether it is a mail of ours that came back as it was.
    var isOurs = false

    static func of(
        _ study: MailStudy, _ office: Office, _ search: OwnerSearch, _ answers: inout AnswerDesk
    ) throws -> MailClaim {
        var claim = MailClaim()
        if let id = study.messageID, try search.delivery(messageID: id) != nil {
            claim.isOurs = true
            return claim
        }
        if let claim = try calendar(study, search, &answers) { return claim }
        if let found = try search.delivery(study.clues) {
            return try thread(found, study, &answers)
        }
        if study.kind == .answer || study.kind == .other {
            let own = try answers.holders(of: study.ownCodes)
            claim.take(own.isEmpty ? try answers.holders(of: study.codes) : own)
        }
        return claim
    }

    func facts(_ study: MailStudy) -> MailDecision.Facts {
        MailDecision.Facts(
            kind: study.kind == .other && owner?.way == .code ? .answer : study.kind,
            action: study.reading.action, delivery: delivery?.state, hasOwner: owner != nil,
            about: about,
            meaning: study.meaning, calendar: calendar,
            hasAttachments: !study.attachments.isEmpty, namesAnother: study.namesAnother,
            isOurs: isOurs, isCut: study.isCut)
    }

    /// One code, or several of one person about the same: it is theirs.
    private mutating func take(_ holders: [AnswerDesk.Holder]) {
        guard let first = holders.first,
            holders.allSatisfy({
                $0.conference == first.conference && $0.recipient == first.recipient
            })
        else { return }
        owner = ReceivedMail.Owner(
            conference: first.conference, recipient: first.recipient, delivery: nil, way: .code)
        about = holders.count == 1 ? first.about : nil
    }

    /// It returns a delivery or answers to it. A code in its author's own words says more exactly about
    /// what; where it is somebody else's, or there are several, nobody can tell.
    private static func thread(
        _ found: OwnerSearch.Found, _ study: MailStudy, _ answers: inout AnswerDesk
    ) throws -> MailClaim {
        let delivery = found.delivery
        var claim = MailClaim(
            owner: ReceivedMail.Owner(
                conference: delivery.conference, recipient: delivery.recipient,
                delivery: delivery.id, way: found.way), delivery: delivery)
        guard study.kind == .answer,
            let convocation = answers.convocation(delivery.conference)
        else { return claim }
        let notice = convocation.conference.notice(delivery.notice)
        let own = try answers.holders(of: study.ownCodes, in: delivery.conference)
        let quoted = try answers.holders(of: study.codes, in: delivery.conference)
            .filter { $0.recipient == delivery.recipient }
        if own.isEmpty {
            claim.about =
                quoted.count == 1
                ? quoted[0].about : notice?.answersAbout ?? Notice.invitationAnswer
        } else if own.count == 1, own[0].recipient == delivery.recipient {
            claim.about = own[0].about
        }
        return claim
    }

    /// A calendar's reply to an entry of ours: the entry's name says whose it is, and nothing else.
    private static func calendar(
        _ study: MailStudy, _ search: OwnerSearch, _ answers: inout AnswerDesk
    ) throws -> MailClaim? {
        guard let reply = study.calendar, reply.method == .reply || reply.method == .counter,
            let entry = reply.entries.first
        else { return nil }
        guard let (convocation, recipient, subject) = try answers.owner(ofEntry: entry.uid) else {
            return nil
        }
        let conference = convocation.conference
        var claim = MailClaim(
            owner: ReceivedMail.Owner(
                conference: conference.id, recipient: recipient, delivery: nil, way: .calendar),
            about: Answer.invitation,
            mark: ReceivedMail.CalendarMark(uid: entry.uid.lowercased(), stamp: entry.stamp))
        claim.calendar = try word(
            entry, reply.method, subject, recipient, conference, search.reader)
        return claim
    }

    private static func word(
        _ entry: CalendarReply.Entry, _ method: CalendarReply.Method,
        _ subject: CalendarSubject?, _ recipient: String, _ conference: Conference,
        _ reader: LedgerReader
    ) throws -> MailDecision.CalendarWord {
        guard let subject,
            let sent = try Correspondence(conference, reader).sent(
                subject, to: recipient, uid: entry.uid)
        else { return .stale }
        let last = try reader.lastStamp(
            of: recipient, in: conference.id, about: entry.uid.lowercased())
        let decision = ReplyDecision.of(entry, method: method, sent: sent, lastStamp: last)
        return switch decision {
        case .accepted: subject.kind == .session ? .accepted : .noted
        // Who misses one of several sessions has not declined the conference.
        case .declined where subject.kind == .session && conference.sessions.count > 1:
            .unclear("the calendar declines one of the sessions, \(subject.id)")
        case .declined: subject.kind == .session ? .declined : .noted
        case .toBeRead(let doubt): .unclear(doubt.words)
        case .stale, .notOurs: .stale
        }
    }
}

extension ReplyDecision.Doubt {
    fileprivate var words: String {
        switch self {
        case .tentative: "the calendar says perhaps"
        case .delegated: "the calendar passes it on to somebody else"
        case .countered: "the calendar proposes another time or place"
        case .unclear: "what the calendar says is not plain"
        case .partial: "the calendar answers about one date of several"
        }
    }
}
