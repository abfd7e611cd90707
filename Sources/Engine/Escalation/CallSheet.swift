package import ConvokeCore
package import Foundation
import LedgerStore

/// Who must be called by when, the most urgent first.
package struct CallSheet: Sendable {
    /// One call.
    package struct Entry: Sendable {
        package let id: Int64
        package let recipient: String
        /// Id of the contact who is called.
        package let contact: String
        /// Whom to ask for.
        package let name: String
        package let title: String
        package let venue: String
        /// As they are dialled, the first one first.
        package let numbers: [String]
        package let why: String
        package let about: String
        /// What to say.
        package let script: String
        /// What they may quote, or the caller types after the call.
        package let answerCode: String
        package let notBefore: Date
        package let callBy: Date
        package let state: CallState
        package let takenBy: String?
        package let outcome: CallOutcome?
    }

    package let conference: String
    package let title: String
    package let asOf: Date
    package let timeZone: TimeZone
    /// Open and taken ones; with those that are done where they were asked for.
    package let entries: [Entry]
}

extension CallSheet {
    init(
        _ convocation: Convocation, _ cases: [Escalation], _ letters: LetterWriter,
        organisation: String, includingDone: Bool, now: Date
    ) {
        let conference = convocation.conference
        self.conference = conference.id
        title = conference.title
        asOf = now
        timeZone = conference.timeZone
        let calls = cases.flatMap { entry in
            entry.steps.filter { $0.channel == .call && $0.outcome != .dropped }
                .map { (entry, $0) }
        }
        let script = CallScript(conference, organisation: organisation)
        entries = calls.filter { includingDone || $0.1.state != .done }
            .sorted { ($0.1.callBy, $0.1.id) < ($1.1.callBy, $1.1.id) }
            .map { Entry($0.0, $0.1, convocation, letters, script, now) }
    }
}

extension CallSheet.Entry {
    fileprivate init(
        _ entry: Escalation, _ step: EscalationStep, _ convocation: Convocation,
        _ letters: LetterWriter, _ script: CallScript, _ now: Date
    ) {
        let recipient = convocation.recipient(entry.plan.recipient)
        let contact = convocation.contacts[step.contact]
        self.contact = step.contact
        let about = entry.plan.cause == .obligation ? entry.plan.about : Notice.invitationAnswer
        id = step.id
        self.recipient = entry.plan.recipient
        name = contact?.name ?? step.contact
        title = contact?.title ?? ""
        venue = recipient?.venue?.name ?? ""
        numbers = step.numbers
        why = entry.plan.why
        self.about = entry.plan.about
        answerCode = recipient.map { letters.answerCode($0, about: about) } ?? ""
        self.script = script.text(
            for: entry.plan, recipient: recipient?.contact.name ?? entry.plan.recipient,
            language: contact?.language ?? "vi")
        notBefore = step.notBefore
        callBy = step.callBy
        // A call that nobody came back to is open again.
        let hasLapsed = step.state == .taken && (step.takenUntil.map { $0 <= now } ?? true)
        state = hasLapsed ? .open : step.state
        takenBy = state == .open ? nil : step.takenBy
        outcome = step.outcome
    }
}

/// What a caller says, in the language of whoever picks up.
struct CallScript {
    private let conference: Conference
    private let organisation: String

    init(_ conference: Conference, organisation: String) {
        self.conference = conference
        self.organisation = organisation
    }

    func text(for plan: PlannedEscalation, recipient: String, language: String) -> String {
        let isVietnamese = language.lowercased().split(separator: "-").first == "vi"
        return isVietnamese ? vietnamese(plan, recipient) : english(plan, recipient)
    }

    private func vietnamese(_ plan: PlannedEscalation, _ recipient: String) -> String {
        let start = moment { "\($0) giờ \($1) ngày \($2)/\($3)/\($4)" }
        let opening =
            "\(organisation) xin thông báo tới \(recipient) về \(conference.title)\(start)."
        switch plan.cause {
        case .obligation:
            let title = conference.obligation(plan.about)?.title ?? plan.about
            return opening + " Đến nay chưa nhận được: \(title). Đề nghị thực hiện ngay và cho biết"
                + " thời gian hoàn thành."
        case .relay:
            return "\(organisation): không gửi được thư mời và thư nhắc của \(conference.title)."
                + " Đề nghị kiểm tra máy chủ thư."
        case .mail, .invitation:
            return opening + " Thư mời chưa đến hoặc chưa được xác nhận. Đề nghị xác nhận tham dự."
        }
    }

    private func english(_ plan: PlannedEscalation, _ recipient: String) -> String {
        let start = moment { " at \($0):\($1) on \($2).\($3).\($4)" }
        let opening = "\(organisation) calls \(recipient) about \(conference.title)\(start)."
        switch plan.cause {
        case .obligation:
            let title = conference.obligation(plan.about)?.title ?? plan.about
            return opening + " We are still waiting for: \(title). By when will it be done?"
        case .relay:
            return "\(organisation): no mail of \(conference.title) goes out."
                + " Please look at the mail server."
        case .mail, .invitation:
            return opening
                + " Our mail did not arrive, or was not acknowledged. Will you take part?"
        }
    }

    /// When the first session begins; empty for a conference without one.
    private func moment(
        _ words: (String, String, String, String, String) -> String
    ) -> String {
        guard let start = conference.sessions.map(\.start).min() else { return "" }
        let wall = WallTime(start, in: conference.timeZone)
        let text = words(
            Instant.pad(wall.hour), Instant.pad(wall.minute), Instant.pad(wall.day),
            Instant.pad(wall.month), String(wall.year))
        return text.hasPrefix(" ") ? text : ", " + text
    }
}
