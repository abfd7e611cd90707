/// What the sandbox has counted since it started.
package struct SandboxRecord: Equatable, Sendable {
    /// Connections taken, and those open at this moment.
    package internal(set) var sessions = 0
    package internal(set) var openSessions = 0
    /// Messages answered with 250, and the recipients they were for.
    package internal(set) var accepted = 0
    package internal(set) var acceptedRecipients = 0
    /// Messages in the Maildir. More than `accepted` where the line died before the reply.
    package internal(set) var kept = 0
    /// Reports in the second Maildir.
    package internal(set) var bounces = 0
    /// Sessions cut by a misbehaviour, a hook or an outage.
    package internal(set) var cut = 0
    /// Refusals by reason.
    package internal(set) var refused: [SandboxRefusal: Int] = [:]

    /// Refusals of every kind.
    package var refusedInAll: Int { refused.values.reduce(0, +) }
}

/// Why the sandbox refused a command, a recipient or a message.
package enum SandboxRefusal: String, CaseIterable, Codable, Sendable {
    case unknownMailbox
    case mailboxFull
    case greylisted
    case text
    /// Above the size limit, announced or found.
    case tooLarge
    /// A line above RFC 5321's limits.
    case longLine
    /// Login missing or wrong, or encryption missing where it is required.
    case login
    /// A command or address that does not follow the grammar.
    case syntax
    /// A command out of order, or ahead of replies it had to wait for.
    case sequence
    /// A capability that was not announced.
    case capability
    /// The sandbox could not write.
    case storage
    /// An outage, an idle session, or too many mistakes.
    case unavailable
    /// A hook's word.
    case hook
}
