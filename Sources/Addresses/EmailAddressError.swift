package import ConvokeCore

/// Why a text is not a mail address.
package enum EmailAddressError: Error, Hashable, Sendable {
    case empty
    case forbidden(ForbiddenCharacter)
    case noAt, severalAts, severalAddresses
    case noLocalPart, noDomain
    case space
    /// `Anna <anna@x.example>`: a name stands beside the address.
    case angleBrackets
    case unclosedQuote, characterAfterQuote
    case leadingDot, trailingDot, doubleDot
    case domainLeadingDot, domainTrailingDot, domainWithoutDot, numericDomain, hyphenAtEdge
    case character(Character)
    case characterInDomain(Character)
    /// libidn2 takes it for no domain name; its own words.
    case domainRefused(String)
    case badLiteral
    case localPartTooLong, labelTooLong, domainTooLong, tooLong
}
