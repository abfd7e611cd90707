/// Where answers and delivery reports are read from.
package enum InboxSettings: Hashable, Sendable {
    /// A mailbox on a server. `password` is read when needed.
    case imap(url: String, user: String, password: SecretSource, caFile: String?)
    /// A Maildir folder, relative to the workspace or absolute.
    case maildir(String)
}

/// The way for text messages.
package struct GatewaySettings: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case kannel, http, gammu, sandbox
    }

    /// Whether texts keep their diacritics.
    package enum Alphabet: String, Sendable, CaseIterable {
        case unicode, plain
    }

    package let kind: Kind
    /// All other keys as written: what they mean is the gateway's own matter.
    package let values: [String: String]
    package let headers: [String: String]
    package let secret: SecretSource?
    package let alphabet: Alphabet
    /// How many texts the gateway takes in what time; nil for any number.
    package let rate: Rate?
    /// How many texts one number gets in an hour at most, whatever happens; nil for any number.
    package let perNumber: Int?
    package let place: Place

    package init(
        kind: Kind, values: [String: String], headers: [String: String], secret: SecretSource?,
        alphabet: Alphabet, rate: Rate? = nil, perNumber: Int? = nil, place: Place
    ) {
        self.kind = kind
        self.values = values
        self.headers = headers
        self.secret = secret
        self.alphabet = alphabet
        self.rate = rate
        self.perNumber = perNumber
        self.place = place
    }
}
