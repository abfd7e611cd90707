@testable import Inbox

/// A mail from a text, as it would come: with line ends in CR LF.
func opened(_ text: String, limits: MailLimits = .usual) -> IncomingMail {
    opened(Array(text.replacing("\n", with: "\r\n").utf8), limits: limits)
}

func opened(_ octets: [UInt8], limits: MailLimits = .usual) -> IncomingMail {
    MailOpener.open(octets, limits: limits)
}

extension IncomingMail {
    /// The texts of its parts, in their order.
    var texts: [String] { body.leaves.compactMap(\.text) }

    var subject: String? { header.first("Subject") }
}

extension MailPart {
    var octets: [UInt8]? {
        if case .data(let octets) = content { octets } else { nil }
    }

    var message: IncomingMail? {
        if case .message(let mail) = content { mail } else { nil }
    }

    var parts: [MailPart] {
        if case .parts(let parts) = content { parts } else { [] }
    }
}
