import ConvokeCore
import Foundation

/// The part of an address after the `@`, as it is written and as it goes over the wire.
struct MailDomain {
    /// Lower case, NFC; U-labels where they were written.
    let written: String
    /// Lower case, A-labels.
    let ascii: String

    init(parsing raw: Substring) throws(EmailAddressError) {
        if raw.hasPrefix("[") {
            written = try AddressLiteral.canonical(raw)
            ascii = written
            return
        }
        try Self.checkDots(raw)
        if let character = raw.first(where: { !Self.mayStand($0) }) {
            throw character.isWhitespace ? .space : .characterInDomain(character)
        }
        (written, ascii) = try Self.converted(raw.lowercased())
        try Self.checkLabels(ascii)
    }

    /// ASCII names without A-labels are left alone by IDNA, and they are nearly all names there are.
    private static func converted(
        _ lower: String
    ) throws(EmailAddressError) -> (written: String, ascii: String) {
        let isASCII = lower.utf8.allSatisfy { $0 < 0x80 }
        let hasALabel = lower.split(separator: ".").contains { $0.hasPrefix("xn--") }
        if isASCII, !hasALabel { return (lower, lower) }
        let ascii = try InternationalName.ascii(lower)
        return (isASCII ? lower : try InternationalName.unicode(ascii), ascii)
    }

    private static func checkDots(_ raw: Substring) throws(EmailAddressError) {
        if raw.hasPrefix(".") { throw .domainLeadingDot }
        if raw.hasSuffix(".") { throw .domainTrailingDot }
        if raw.hasDoubleDot { throw .doubleDot }
    }

    /// Letters, digits, hyphen and dot (RFC 1123 section 2.1); what of Unicode, libidn2 decides.
    private static func mayStand(_ character: Character) -> Bool {
        guard let ascii = character.asciiValue else { return !character.isWhitespace }
        switch ascii {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }

    private static func checkLabels(_ ascii: String) throws(EmailAddressError) {
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels {
            if label.utf8.count > 63 { throw .labelTooLong }
            if label.isEmpty { throw .doubleDot }
            if label.hasPrefix("-") || label.hasSuffix("-") { throw .hyphenAtEdge }
        }
        if ascii.utf8.count > 255 { throw .domainTooLong }
        if labels.count == 1, ascii != "localhost" { throw .domainWithoutDot }
        if labels.last?.allSatisfy(\.isASCIIDigit) == true { throw .numericDomain }
    }
}

/// A host by its number in square brackets (RFC 5321 section 4.1.3).
enum AddressLiteral {
    static func canonical(_ raw: Substring) throws(EmailAddressError) -> String {
        guard raw.hasSuffix("]") else { throw .badLiteral }
        let inside = String(raw.dropFirst().dropLast())
        if inside.lowercased().hasPrefix("ipv6:") {
            guard let address = sixth(String(inside.dropFirst(5))) else { throw .badLiteral }
            return "[IPv6:\(address)]"
        }
        var address = in_addr()
        guard inet_pton(AF_INET, inside, &address) == 1 else { throw .badLiteral }
        return "[\(inside)]"
    }

    /// An IPv6 address as RFC 5952 writes it.
    private static func sixth(_ text: String) -> String? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &address, &name, socklen_t(name.count)) != nil else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
