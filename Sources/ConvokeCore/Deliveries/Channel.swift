/// The way by which a notice reaches a recipient.
package enum Channel: String, Sendable, CaseIterable {
    case email
    case sms
    /// A person who phones.
    case call
}
