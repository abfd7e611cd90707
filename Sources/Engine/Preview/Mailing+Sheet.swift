import Composition
import ConvokeCore
import Foundation

extension Mailing {
    /// A message as one recipient would get it, and its HTML alone.
    struct Sheet {
        let message: Message
        let html: String
    }

    /// Composed as if it were planned now, under an id that no delivery has.
    func sheet(for recipient: Recipient, at now: Date) throws(Problem) -> Sheet {
        guard let address = recipient.contact.emails.first else {
            throw .nobodyToPreview(notice)
        }
        let letter = letters.preview(
            notice, recipient, address, at: now,
            calendar: calendars?.preview(
                for: recipient, at: address, edition(of: recipient), now: now))
        return Sheet(message: try composer.compose(letter), html: composer.html(letter))
    }
}

extension LetterWriter {
    func preview(
        _ notice: Notice, _ recipient: Recipient, _ address: EmailAddress, at now: Date,
        calendar: LetterCalendar?
    ) -> Letter {
        Letter(
            recipient: recipient, address: address,
            messageID: "preview.\(recipient.id)@\(domain)", date: now,
            answerCode: answerCode(recipient, about: notice.answersAbout),
            calendar: calendar)
    }
}
