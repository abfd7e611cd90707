package import ConvokeCore

/// Why a session cannot go on at all: the account's trouble, never one delivery's.
package struct SessionFailure: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The relay's name is not known.
        case hostUnknown
        /// No connection: refused, no way there, or no answer.
        case unreachable
        /// A connection, and then no banner, or none that is one.
        case noBanner
        /// The banner says no (421, 554).
        case bannerRefused
        /// The relay refuses to be greeted by us.
        case greetingRefused
        /// Silent, broken off or out of step, several times in a row.
        case unreliable
        /// It keeps putting off every message of ours (4yz to MAIL).
        case overloaded
        /// Encryption is needed and not offered.
        case encryptionMissing
        /// Offered and then refused.
        case encryptionRefused
        /// TLS could not be set up, or somebody meddled with it.
        case encryptionFailed
        case certificateNotTrusted
        /// The file with the authorities to trust cannot be read.
        case authoritiesUnreadable
        case loginRefused
        /// The relay cannot check a login just now.
        case loginDelayed
        case loginNotOffered
        /// It wants a login, or encryption, before it takes mail.
        case loginDemanded
        /// It does not take mail from our address.
        case senderRefused
        /// It does not pass mail on for us.
        case relayingDenied
        /// The settings cannot be used as they are.
        case settings
    }

    package let kind: Kind
    /// How far the session had come.
    package let stage: Stage
    /// The relay's words, if it said any.
    package let reply: Reply?
    /// Technical detail: libcurl's words and number.
    package let detail: String?

    package init(_ kind: Kind, stage: Stage, reply: Reply? = nil, detail: String? = nil) {
        self.kind = kind
        self.stage = stage
        self.reply = reply
        self.detail = detail
    }
}
