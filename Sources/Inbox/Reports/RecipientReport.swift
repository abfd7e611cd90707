package import ConvokeCore

/// What a report says of one recipient.
package struct RecipientReport: Hashable, Sendable {
    /// The address that the mail was sent to; where the report gives only the one that it was
    /// turned into, that one.
    package let recipient: String?
    /// The address at which it ended (RFC 3464 section 2.3.2), where it is another.
    package let finalRecipient: String?
    package let mailClass: MailClass
    package let action: String?
    package let status: EnhancedStatus?
    /// The server's words.
    package let diagnostic: String?
    package let rule: String
}

/// What became of a mail for one recipient (RFC 3464 section 2.3.3).
enum DeliveryAction: String, Sendable, CaseIterable {
    case failed, delayed, delivered, relayed, expanded

    /// How much a report tells by it: a report of several recipients is read by the gravest.
    var gravity: Int {
        switch self {
        case .failed: 4
        case .delayed: 3
        case .expanded: 2
        case .relayed: 1
        case .delivered: 0
        }
    }

    /// The class of all but failures, which has to be found out.
    var mailClass: MailClass? {
        switch self {
        case .failed: nil
        case .delayed: .delay
        case .delivered: .delivered
        case .relayed: .relayed
        case .expanded: .expanded
        }
    }
}
