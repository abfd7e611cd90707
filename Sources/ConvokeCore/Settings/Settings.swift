package import Foundation

/// What `convoke.yaml` says.
package struct Settings: Sendable {
    package let organisation: String
    package let from: Mailbox
    package let replyTo: EmailAddress?
    package let timeZone: TimeZone
    /// ISO 3166 region by which a phone number without `+` is read.
    package let region: String
    /// Paths of the contact book's files, relative to the workspace.
    package let contacts: [String]
    /// Where the settings name each of them; a file that nobody named has none.
    package let contactPlaces: [String: Place]
    /// Path of the ledger, relative to the workspace.
    package let ledger: String
    package let relay: RelaySettings
    package let retry: RetrySettings
    /// The address under which delivery reports come back (VERP); `from`'s where none is set.
    package let returnPath: EmailAddress?
    package let inbox: InboxSettings?
    package let sms: GatewaySettings?
    package let onDoubt: DoubtPolicy
    package let quiet: QuietHours?
    /// Nil when the guard is switched off.
    package let guardLimits: GuardLimits?
    /// Fetched after each good tick, so that an outside monitor notices silence.
    package let watchURL: String?
    package let place: Place

    package init(
        organisation: String, from: Mailbox, replyTo: EmailAddress?, timeZone: TimeZone,
        region: String, contacts: [String], ledger: String, relay: RelaySettings,
        retry: RetrySettings, returnPath: EmailAddress?, inbox: InboxSettings?,
        sms: GatewaySettings?, onDoubt: DoubtPolicy, quiet: QuietHours?,
        guardLimits: GuardLimits?, watchURL: String?, place: Place,
        contactPlaces: [String: Place] = [:]
    ) {
        self.organisation = organisation
        self.from = from
        self.replyTo = replyTo
        self.timeZone = timeZone
        self.region = region
        self.contacts = contacts
        self.contactPlaces = contactPlaces
        self.ledger = ledger
        self.relay = relay
        self.retry = retry
        self.returnPath = returnPath
        self.inbox = inbox
        self.sms = sms
        self.onDoubt = onDoubt
        self.quiet = quiet
        self.guardLimits = guardLimits
        self.watchURL = watchURL
        self.place = place
    }
}

/// Where a secret comes from. The secret itself is read when it is needed and never kept in a value
/// that is printed.
package enum SecretSource: Hashable, Sendable {
    /// Name of an environment variable.
    case environment(String)
    /// Path, relative to the workspace or absolute, of a file whose first line is the secret.
    case file(String)
}

/// What to do with a delivery whose outcome is unknown.
package enum DoubtPolicy: String, Sendable, CaseIterable {
    /// Send it once more, marked as a possible duplicate.
    case resend
    /// Keep it for a person.
    case hold
}

/// A daily span in which nothing is sent that can wait; it may pass midnight.
package struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight, workspace time.
    package let from: Int
    package let until: Int

    package init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }
}

/// Limits of the blast-radius guard.
package struct GuardLimits: Hashable, Sendable {
    /// Share of messages refused for good, 0 to 1, above which a run stops.
    package let refused: Double
    /// How many times more, or fewer, recipients than at the last check stop a run.
    package let size: Double

    package init(refused: Double = 0.25, size: Double = 2) {
        self.refused = refused
        self.size = size
    }
}
