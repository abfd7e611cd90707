package import ConvokeCore

extension Reason {
    /// What a secretary reads, to follow "Not delivered: ".
    package var words: String {
        switch self {
        case .addressBad: "the mail server says that there is no such address"
        case .mailboxFull: "the mailbox is full"
        case .greylisted: "the mail server wants to see a second attempt first"
        case .rateLimited: "the mail server takes no more mail from this office for the moment"
        case .policy: "the mail server refuses it by its own rules"
        case .messageTooLarge: "the message is larger than the mail server takes"
        case .relayTrouble: "the relay, or the way to it, is in trouble"
        case .notSupported: "the relay cannot carry this address or this message"
        case .other: "the mail server refused"
        }
    }

    /// What the secretary can do about a refusal.
    package var remedy: String {
        switch self {
        case .addressBad: "Ask for the right address, correct the contact book, and send again."
        case .mailboxFull: "Telephone, or use the contact's second address."
        case .messageTooLarge: "Give a link instead of the attachment."
        case .notSupported: "Use an address in Latin letters."
        case .greylisted, .rateLimited, .relayTrouble: "Nothing: Convoke tries again by itself."
        case .policy, .other: "Telephone; show the server's words to whoever runs the mail."
        }
    }
}
