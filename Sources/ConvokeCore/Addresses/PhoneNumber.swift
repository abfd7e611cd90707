/// A phone number that was parsed and is known to be diallable.
package struct PhoneNumber: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// Can be called and texted.
        case mobile
        /// Could be either (some numbering plans don't tell): called and texted.
        case fixedOrMobile = "fixed_or_mobile"
        /// A landline or other number that is called only.
        case fixed
        /// A short or service number such as 199: called only, and dialled as it is.
        case service
    }

    /// E.164 with `+`; for a service number its digits as they are dialled.
    package let dialled: String
    /// As a person of that region writes it, for call sheets.
    package let display: String
    package let kind: Kind
    /// Digits to dial after the connection, without which the person is not reached.
    package let extensionDigits: String?

    package init(dialled: String, display: String, kind: Kind, extensionDigits: String? = nil) {
        self.dialled = dialled
        self.display = display
        self.kind = kind
        self.extensionDigits = extensionDigits
    }

    /// Whether a text message can be sent to it.
    package var takesText: Bool {
        (kind == .mobile || kind == .fixedOrMobile) && extensionDigits == nil
    }
}
