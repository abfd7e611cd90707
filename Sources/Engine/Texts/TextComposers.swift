import Agenda
import Composition
import ConvokeCore
import Foundation
import LedgerStore
import Workspace

/// What texts say: the `.sms.txt` of their notice, or words of the program's own; to the one on duty
/// what they are to do.
struct TextComposers {
    private let convocation: Convocation
    private let composers: [String: SMSComposer]
    private let duty: DutyWords

    init(_ office: Office, _ convocation: Convocation) throws(Problems) {
        self.convocation = convocation
        var composers: [String: SMSComposer] = [:]
        for notice in convocation.conference.notices + convocation.conference.onDemandNotices {
            composers[notice.id] = try office.textComposer(notice, convocation)
        }
        self.composers = composers
        duty = DutyWords(convocation.conference, organisation: office.settings.organisation)
    }

    /// - Parameter entry: the case that the text belongs to.
    /// - Returns: nil for a delivery whose recipient or notice is not there any more.
    func text(
        _ delivery: Delivery, of entry: Escalation?, _ letters: LetterWriter,
        _ correspondence: Correspondence
    ) throws -> String? {
        if let entry, let step = entry.steps.first(where: { $0.delivery == delivery.id }),
            entry.isForDuty(step)
        {
            return duty.text(
                for: entry.plan, name: convocation.fullName(entry.plan.recipient),
                language: convocation.contacts[step.contact]?.language ?? "vi")
        }
        return own(
            delivery, letters, try entry.map { try correspondence.changes(in: $0.plan) } ?? [])
    }

    private func own(
        _ delivery: Delivery, _ letters: LetterWriter, _ changes: [Change]
    ) -> String? {
        guard let notice = convocation.conference.notice(delivery.notice),
            let composer = composers[delivery.notice],
            let recipient = convocation.recipient(delivery.recipient)
                ?? convocation.contacts[delivery.recipient].map({
                    Recipient(contact: $0, role: .informed, venue: nil)
                })
        else { return nil }
        return composer.text(
            to: recipient,
            answerCode: letters.answerCode(recipient, about: notice.answersAbout),
            changes: changes.map {
                $0.words(recipient.contact.language, convocation.conference.timeZone)
            })
    }
}

extension Office {
    /// The composer of a notice's texts.
    func textComposer(
        _ notice: Notice, _ convocation: Convocation
    ) throws(Problems) -> SMSComposer {
        try SMSComposer(
            templates: textTemplates(notice), notice: notice, conference: convocation.conference,
            contacts: convocation.namedContacts, settings: settings)
    }

    private func textTemplates(
        _ notice: Notice
    ) throws(Problems) -> Translated<SMSTemplate> {
        var reader = WorkspaceReader(self)
        let path = Self.textPath(notice.template)
        guard !notice.isBuiltIn, reader.folder.hasFile(path) else {
            return try BuiltInTemplate.text(notice.kind)
        }
        var problems: [Problem] = []
        let template = reader.text(path).flatMap {
            SMSTemplate.read($0, file: path, into: &problems)
        }
        reader.add(problems)
        guard let template, reader.problems.isEmpty else { throw Problems(reader.problems) }
        return Translated(template)
    }
}
