package import ConvokeCore

/// Makes the text messages of one notice.
package struct SMSComposer: Sendable {
    private let templates: Translated<SMSTemplate>
    private let facts: Facts

    /// Throws what stands in the way, as `Composer` does.
    package init(
        templates: Translated<SMSTemplate>, notice: Notice, conference: Conference,
        contacts: [String: Contact], settings: Settings
    ) throws(Problems) {
        let uses = templates.all.flatMap(\.uses)
        let problems = NoticeCheck.problems(uses, notice, conference, contacts)
        if !problems.isEmpty { throw Problems(problems) }
        self.templates = templates
        facts = Facts(
            notice: notice, conference: conference, contacts: contacts, settings: settings,
            uses: uses)
    }

    /// The same template for every language.
    package init(
        template: SMSTemplate, notice: Notice, conference: Conference,
        contacts: [String: Contact], settings: Settings
    ) throws(Problems) {
        try self.init(
            templates: Translated(template), notice: notice, conference: conference,
            contacts: contacts, settings: settings)
    }

    /// The text for one recipient, without spaces or line breaks at its ends. `changes` and `isLate` are
    /// as in a `Letter`.
    package func text(
        to recipient: Recipient, answerCode: String, changes: [String] = [], isLate: Bool = false
    ) -> String {
        let personal = Personal(
            recipient: recipient, answerCode: answerCode, changes: Personal.spoken(changes),
            isLate: isLate)
        let parts = Rendering.plain(
            templates.of(recipient.contact.language), facts, facts.shape(of: personal))
        let text = Rendering.filled(parts, personal)
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
