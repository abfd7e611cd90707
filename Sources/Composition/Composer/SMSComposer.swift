package import ConvokeCore

/// Makes the text messages of one notice.
package struct SMSComposer: Sendable {
    private let template: SMSTemplate
    private let facts: Facts

    /// Throws what stands in the way, as `Composer` does.
    package init(
        template: SMSTemplate, notice: Notice, conference: Conference,
        contacts: [String: Contact], settings: Settings
    ) throws(Problems) {
        let problems = NoticeCheck.problems(template.uses, notice, conference, contacts)
        if !problems.isEmpty { throw Problems(problems) }
        self.template = template
        facts = Facts(
            notice: notice, conference: conference, contacts: contacts, settings: settings,
            uses: template.uses)
    }

    /// The text for one recipient, without spaces or line breaks at its ends.
    package func text(to recipient: Recipient, answerCode: String) -> String {
        let personal = Personal(recipient: recipient, answerCode: answerCode)
        let words = Localised.of(recipient.contact.language)
        let parts = Rendering.plain(template, facts, facts.shape(of: personal))
        let text = Rendering.filled(parts, personal, words)
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
