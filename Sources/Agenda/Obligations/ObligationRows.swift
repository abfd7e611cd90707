package import ConvokeCore
package import Foundation

/// Who owes what in a conference, and whom its notices concern because of that.
package enum ObligationRows {
    /// What an answer to the invitation itself is about; no obligation can have this id.
    package static let invitation = "invitation"

    /// One row for each obligation and party; then one for each recipient whom an invitation is for.
    package static func rows(
        _ conference: Conference, _ recipients: [Recipient]
    ) -> [ObligationRow] {
        let obligations = conference.obligations.flatMap { obligation in
            var seen = Set<Party>()
            return concerned(obligation, conference, recipients).map(Party.of)
                .filter { seen.insert($0).inserted }
                .map { ObligationRow(obligation: obligation.id, party: $0, due: obligation.due) }
        }
        return obligations + invitations(conference, recipients)
    }

    /// The parties that owe something, by what they owe: the same as `rows`, found one after the other
    /// when somebody goes through them.
    package static func parties(
        _ conference: Conference, _ recipients: [Recipient]
    ) -> [OwedParties] {
        let venues = conference.venues
        let obligations = conference.obligations.map { obligation in
            OwedParties(about: obligation.id, recipients: recipients, areRecipients: false) {
                obligation.audience.selects($0, venues: venues)
            }
        }
        let audiences = conference.notices.filter { $0.kind == .invitation }.map(\.audience)
        let invited = OwedParties(about: invitation, recipients: recipients, areRecipients: true) {
            recipient in audiences.contains { $0.selects(recipient, venues: venues) }
        }
        return obligations + [invited]
    }

    /// Those whom an obligation concerns, in the order of the recipient list.
    package static func concerned(
        _ obligation: Obligation, _ conference: Conference, _ recipients: [Recipient]
    ) -> [Recipient] {
        recipients.filter { obligation.audience.selects($0, venues: conference.venues) }
    }

    /// Whom a notice is for, in the order of the recipient list.
    ///
    /// A reminder about an obligation is for those of its audience whose party is among the open ones
    /// of that obligation; one about an invitation that is to be acknowledged, for those who have not
    /// answered it. Whoever is not in `open` owes nothing: the rows must be there first.
    package static func audience(
        of notice: Notice, _ conference: Conference, _ recipients: [Recipient],
        open: [String: Set<Party>]
    ) -> [Recipient] {
        let audience =
            notice.audience == .all
            ? recipients
            : recipients.filter { notice.audience.selects($0, venues: conference.venues) }
        guard let subject = subject(of: notice, conference) else { return audience }
        let parties = open[subject] ?? []
        return audience.filter {
            parties.contains(subject == invitation ? Party(.recipient, $0.id) : Party.of($0))
        }
    }

    /// What a reminder's recipients must still owe: an obligation's id, or `invitation`; nil where a
    /// notice is for its whole audience.
    package static func subject(of notice: Notice, _ conference: Conference) -> String? {
        guard notice.kind == .reminder else { return nil }
        if case .obligation(let id) = notice.about { return id }
        return isToBeAcknowledged(notice.about, conference) ? invitation : nil
    }

    /// The same at a moment: once a notice is of no use, such as a reminder after the deadline, it is
    /// for nobody.
    package static func audience(
        of notice: Notice, _ conference: Conference, _ recipients: [Recipient],
        open: [String: Set<Party>], now: Date
    ) -> [Recipient] {
        now > notice.lastUseful ? [] : audience(of: notice, conference, recipients, open: open)
    }

    private static func invitations(
        _ conference: Conference, _ recipients: [Recipient]
    ) -> [ObligationRow] {
        let invitations = conference.notices.filter { $0.kind == .invitation }
        return recipients.compactMap { recipient in
            let own = invitations.filter {
                $0.audience.selects(recipient, venues: conference.venues)
            }
            if own.isEmpty { return nil }
            return ObligationRow(
                obligation: invitation, party: Party(.recipient, recipient.id),
                due: own.compactMap(\.acknowledgeBy).min())
        }
    }

    private static func isToBeAcknowledged(
        _ subject: Notice.Subject?, _ conference: Conference
    ) -> Bool {
        guard case .notice(let id) = subject, let notice = conference.notice(id) else {
            return false
        }
        return notice.kind == .invitation && notice.acknowledgeBy != nil
    }
}
