package import ConvokeCore

/// Why a text is not a phone number.
package enum PhoneNumberError: Error, Hashable, Sendable {
    case empty
    case forbidden(ForbiddenCharacter)
    /// Two numbers in one, with `/` or `,` between them.
    case severalNumbers
    case letters
    case character(Character)
    case unknownCountry
    case notANumber
    case tooShort, tooLong
    case areaCodeMissing
    /// The length is right, but no number in use begins like this.
    case unassigned
}
