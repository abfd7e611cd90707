import Composition
import ConvokeCore
import Foundation
import Phone

/// A notice as one of its recipients will see it.
package struct NoticeSample: Sendable {
    package let notice: String
    /// The tier of the recipients who see the like: a level of the venue list, else a role.
    package let tier: String
    package let recipient: String
    package let subject: String
    /// The letter as a browser shows it: a whole document, which nobody trusts.
    package let html: String
    /// Its text part.
    package let text: String
    /// As a text message; nil for who has no number that takes texts.
    package let sms: String?

    package init(
        notice: String, tier: String, recipient: String, subject: String, html: String,
        text: String, sms: String?
    ) {
        self.notice = notice
        self.tier = tier
        self.recipient = recipient
        self.subject = subject
        self.html = html
        self.text = text
        self.sms = sms
    }
}

/// Composes one letter of each notice for each tier of its audience, as `preview` does.
struct SampleDesk {
    /// More than anybody looks at; a page must not grow without a bound.
    private static let longest = 120

    let office: Office
    let convocation: Convocation
    /// What could not be composed, and why.
    private(set) var problems: [Problem] = []

    init(_ office: Office, _ convocation: Convocation) {
        self.office = office
        self.convocation = convocation
    }

    mutating func samples(of notices: [Notice]) -> [NoticeSample] {
        var samples: [NoticeSample] = []
        for notice in notices where samples.count < Self.longest {
            do throws(Problems) {
                samples += try self.samples(of: notice)
            } catch {
                problems += error.list.filter { !problems.contains($0) }
            }
        }
        return Array(samples.prefix(Self.longest))
    }

    private func samples(of notice: Notice) throws(Problems) -> [NoticeSample] {
        try Problems.collecting {
            let mailing = try Mailing(office, convocation, notice)
            let texts = try office.textComposer(notice, convocation)
            var seen = Set<String>()
            let chosen = mailing.audience.filter { recipient in
                !recipient.contact.emails.isEmpty && seen.insert(Self.tier(recipient)).inserted
            }
            return try chosen.map { recipient in
                try mailing.sample(
                    for: recipient, tier: Self.tier(recipient), texts, at: office.clock.now)
            }
        }
    }

    private static func tier(_ recipient: Recipient) -> String {
        recipient.venue?.level ?? recipient.role.rawValue
    }
}

extension Mailing {
    fileprivate func sample(
        for recipient: Recipient, tier: String, _ texts: SMSComposer, at now: Date
    ) throws(Problem) -> NoticeSample {
        guard let address = recipient.contact.emails.first else { throw .nobodyToPreview(notice) }
        // A letter that went out on time does not excuse itself for being late.
        let moment = notice.isOnDemand ? now : notice.moment
        let letter = letters.preview(notice, recipient, address, at: moment, calendar: nil)
        let takesText = recipient.contact.phones.contains(where: \.takesText)
        return NoticeSample(
            notice: notice.id, tier: tier, recipient: recipient.contact.name,
            subject: composer.subject(letter), html: composer.html(letter),
            text: composer.text(letter),
            sms: takesText
                ? texts.text(
                    to: recipient,
                    answerCode: letters.answerCode(recipient, about: notice.answersAbout)) : nil)
    }
}
