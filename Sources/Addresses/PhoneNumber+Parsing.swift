import CPhoneNumber
package import ConvokeCore

extension PhoneNumber {
    /// Reads a number as somebody in `region` (ISO 3166) writes it: `0912.988.479`, `+84 912…`,
    /// `84912…`, with an extension (`máy lẻ 12`, `ext 12`, `x12`, `#12`, or `(12)` at the end).
    ///
    /// A number without `+` must lie in a range that is in use: that catches the missing digit and
    /// the prefix that was changed years ago. libphonenumber's plan is as old as the package, so a
    /// number written with `+` is taken at its word when its length is right.
    /// Reading one costs about 20 microseconds; it is safe from several threads.
    package init(parsing text: String, region: String) throws(PhoneNumberError) {
        let written = try WrittenNumber(text)
        if let service = Self.service(written, region: region) {
            self = service
        } else {
            self = try Self.ordinary(written, region: region)
        }
    }

    /// Whether numbers can be read by this region: an ISO 3166 code such as `VN`.
    package static func isKnownRegion(_ region: String) -> Bool {
        CPhoneKnowsRegion(region)
    }

    /// Short numbers: those the region's plan has room for, and those that begin with 1 as service
    /// numbers do, because the plan knows 113 but not 1022.
    private static func service(_ written: WrittenNumber, region: String) -> PhoneNumber? {
        let digits = written.digits
        guard !written.hasPlus, (3...6).contains(digits.utf8.count), !digits.hasPrefix("0"),
            digits.hasPrefix("1") || CPhoneIsShortNumber(digits, region)
        else { return nil }
        return PhoneNumber(
            dialled: digits, display: digits, kind: .service,
            extensionDigits: written.extensionDigits)
    }

    private static func ordinary(
        _ written: WrittenNumber, region: String
    ) throws(PhoneNumberError) -> PhoneNumber {
        var reading = CPhoneReading()
        switch CPhoneParse(written.dialable, region, &reading) {
        case .OK: break
        case .unknownCountry: throw .unknownCountry
        case .notANumber: throw .notANumber
        case .tooShort: throw .tooShort
        case .tooLong: throw .tooLong
        case .areaCodeMissing: throw .areaCodeMissing
        case .libraryFailure: throw .notANumber
        }
        return PhoneNumber(
            dialled: text(of: reading.e164), display: text(of: reading.display),
            kind: try kind(of: reading, hasPlus: written.hasPlus),
            extensionDigits: written.extensionDigits)
    }

    private static func kind(
        of reading: CPhoneReading, hasPlus: Bool
    ) throws(PhoneNumberError) -> Kind {
        switch reading.kind {
        case .mobile: return .mobile
        case .fixedOrMobile: return .fixedOrMobile
        case .other: return .fixed
        case .unassigned:
            guard hasPlus else { throw .unassigned }
            return reading.mobileLength ? .fixedOrMobile : .fixed
        }
    }

    /// A C array of characters, which Swift sees as a tuple, up to its zero byte.
    private static func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
