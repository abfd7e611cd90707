import Addresses
import Composition
import ConvokeCore
import Foundation
import Workspace

/// Turns a delivery into a letter and its envelope: addresses, ids, codes. All of it is derived, so
/// that a resend is the same.
struct LetterWriter: Sendable {
    let key: TokenKey
    private let settings: Settings
    private let conference: String

    init(_ office: Office, _ conference: Conference) throws(Problems) {
        do throws(Problem) {
            key = try TokenKey.open(root: office.shelf)
        } catch {
            throw Problems([error])
        }
        settings = office.settings
        self.conference = conference.id
    }

    /// Nil for a delivery that is not a mail. `root` is the mail that it follows.
    func letter(
        _ delivery: Delivery, of notice: Notice, to recipient: Recipient, after root: Delivery?,
        changes: [String], calendar: LetterCalendar? = nil
    ) throws(Problem) -> (Letter, Envelope)? {
        guard delivery.channel == .email else { return nil }
        let address = try address(delivery, recipient)
        let token = DeliveryToken(delivery, key: key)
        let letter = Letter(
            recipient: recipient, address: address, messageID: messageID(token),
            date: delivery.plannedAt,
            answerCode: answerCode(recipient, about: notice.answersAbout),
            inReplyTo: root.map { [messageID(of: $0)] } ?? [], changes: changes,
            isLate: notice.isLate(plannedAt: delivery.plannedAt), calendar: calendar)
        let envelope = Envelope(
            sender: returnPath.returnPath(token), recipient: address, envelopeID: token.text,
            wantsSuccessReport: settings.inbox != nil)
        return (letter, envelope)
    }

    /// Without angle brackets.
    func messageID(_ token: DeliveryToken) -> String {
        token.messageID + "@" + domain
    }

    /// What stands after the @ of a Message-ID.
    var domain: String { settings.from.address.asciiDomain }

    func messageID(of delivery: Delivery) -> String {
        messageID(token(delivery))
    }

    func token(_ delivery: Delivery) -> DeliveryToken { DeliveryToken(delivery, key: key) }

    /// The code by which a recipient answers about an obligation, or the invitation.
    func answerCode(_ recipient: Recipient, about: String = Notice.invitationAnswer) -> String {
        AnswerCode(
            conference: conference, about: about, recipient: recipient.id, key: key
        ).text
    }

    private var returnPath: EmailAddress { settings.returnPath ?? settings.from.address }

    /// The address as it was planned: the contact book may have changed since.
    func address(
        _ delivery: Delivery, _ recipient: Recipient
    ) throws(Problem) -> EmailAddress {
        if let known = recipient.contact.emails.first(where: { $0.wire == delivery.address }) {
            return known
        }
        do throws(EmailAddressError) {
            return try EmailAddress(parsing: delivery.address)
        } catch {
            throw error.problem(for: delivery.address, at: recipient.contact.place)
        }
    }
}

extension Notice {
    /// Whether a delivery goes out so long after the notice's moment that the letter says so. It
    /// follows from the moment of planning, so that a resend is the same.
    func isLate(plannedAt: Date) -> Bool {
        plannedAt.timeIntervalSince(moment) > 300
    }

    /// What an answer is about that concerns no obligation.
    static let invitationAnswer = "invitation"

    /// What whoever answers to this notice answers about: the obligation that it reminds of, else the
    /// invitation.
    var answersAbout: String {
        if case .obligation(let id) = about { id } else { Self.invitationAnswer }
    }
}
