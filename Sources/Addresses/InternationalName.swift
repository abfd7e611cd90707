import CIDN

/// Domain names outside ASCII, by IDNA 2008 with the non-transitional mapping of UTS 46.
enum InternationalName {
    private static let flags = Int32(
        IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue
            | IDN2_USE_STD3_ASCII_RULES.rawValue)

    /// The name in A-labels; the error carries libidn2's own words.
    static func ascii(_ name: String) throws(EmailAddressError) -> String {
        try converted { idn2_to_ascii_8z(name, $0, flags) }
    }

    /// The name in U-labels.
    static func unicode(_ name: String) throws(EmailAddressError) -> String {
        try converted { idn2_to_unicode_8z8z(name, $0, 0) }
    }

    private static func converted(
        _ convert: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    ) throws(EmailAddressError) -> String {
        var result: UnsafeMutablePointer<CChar>?
        defer { idn2_free(result) }
        let code = convert(&result)
        guard code == 0, let result else {
            throw .domainRefused(idn2_strerror(code).map { String(cString: $0) } ?? "error \(code)")
        }
        return String(cString: result)
    }
}
