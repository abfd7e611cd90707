package import ConvokeCore

/// How far a refusal reaches.
package enum Scope: String, Sendable, CaseIterable {
    /// This address; others may fare better.
    case address
    /// This message; other texts may fare better.
    case message
    /// Our account; whatever we send next will be refused alike.
    case account

    /// Whom the refusal concerns: what was asked for when it came, unless its codes or words say more.
    package init(_ reply: Reply, at stage: Stage) {
        self =
            switch stage {
            case .connect, .tls, .auth: .account
            case .mail: Self.atSender(reply)
            case .rcpt: Self.atRecipient(reply)
            case .data, .body, .dot, .reply: Self.afterRecipient(reply)
            }
    }

    /// A login or encryption is wanted first (RFC 4954 section 6, RFC 3207 section 4), or the server
    /// passes on nothing for us.
    static func demandsLogin(_ reply: Reply) -> Bool {
        [530, 534, 535, 538].contains(reply.code)
    }

    /// All servers say it with a policy code or none; the phrases are those of Postfix, Sendmail, Exim
    /// and Exchange. A quotation of another server's words says nothing about us.
    static func deniesRelaying(_ reply: Reply) -> Bool {
        guard !reply.isPositive, reply.enhanced == nil || reply.enhanced?.subject == 7 else {
            return false
        }
        let words = reply.lines.joined(separator: " ").lowercased()
        let phrases = [
            "relay access denied", "relaying denied", "relay not permitted", "unable to relay",
            "relaying not allowed", "authentication required",
        ]
        return !words.contains(" said") && phrases.contains { words.contains($0) }
    }

    /// Many servers say of the sender only when they hear a recipient what they would have said at MAIL or at
    /// the greeting (Postfix: `smtpd_delay_reject`): by a status about the sender (RFC 3463 section 3.2), or
    /// in words.
    static func refusesSender(_ reply: Reply) -> Bool {
        if reply.isPositive || reply.isTransient { return false }
        if let status = reply.enhanced, status.subject == 1, [7, 8].contains(status.detail) {
            return true
        }
        let words = reply.lines.joined(separator: " ").lowercased()
        let phrases = [
            "sender address rejected", "client host rejected", "helo command rejected",
        ]
        return !words.contains(" said") && phrases.contains { words.contains($0) }
    }

    private static func atSender(_ reply: Reply) -> Scope {
        if demandsLogin(reply) { return .account }
        if reply.isTransient || concernsMessage(reply) { return .message }
        return [552, 555].contains(reply.code) && reply.enhanced == nil ? .message : .account
    }

    private static func atRecipient(_ reply: Reply) -> Scope {
        if demandsLogin(reply) || deniesRelaying(reply) || refusesSender(reply) {
            return .account
        }
        return concernsMessage(reply) ? .message : .address
    }

    private static func afterRecipient(_ reply: Reply) -> Scope {
        if demandsLogin(reply) { return .account }
        guard let status = reply.enhanced, !concernsMessage(reply) else { return .message }
        return status.subject == 1 || status.subject == 2 ? .address : .message
    }

    /// Its size (x.2.3, x.3.4) or its form (x.6.x).
    private static func concernsMessage(_ reply: Reply) -> Bool {
        guard let status = reply.enhanced else { return false }
        return (status.subject, status.detail) == (2, 3)
            || (status.subject, status.detail) == (3, 4)
            || status.subject == 6
    }
}
