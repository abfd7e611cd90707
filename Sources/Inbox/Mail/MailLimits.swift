/// How much of a mail is read. What is beyond is left out and named in ``IncomingMail/cuts``.
package struct MailLimits: Hashable, Sendable {
    /// Octets of the mail as it came: the rest is not looked at.
    package var mail = 48 << 20
    /// Octets of UTF-8 of all texts together that are no attachments.
    package var texts = 4 << 20
    /// Octets of one attachment after its transfer encoding is undone.
    package var attachment = 25 << 20
    /// Octets of everything together whose transfer encoding is undone: a mail may hold another that
    /// is encoded, which holds another.
    package var decoded = 64 << 20
    /// How deep parts and messages may lie in each other.
    package var depth = 20
    /// Parts and messages, with all that lie in others.
    package var parts = 500
    /// Fields in one header.
    package var fields = 1000
    /// Octets of one header.
    package var header = 256 << 10

    package init() {}

    package static let usual = MailLimits()
}
