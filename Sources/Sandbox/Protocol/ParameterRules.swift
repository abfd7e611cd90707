/// Which parameters MAIL and RCPT may carry, given what was announced, and how they must look.
struct ParameterRules: Sendable {
    let capabilities: SandboxCapabilities
    let sizeLimit: Int
    /// Whether AUTH was announced, so that `MAIL … AUTH=` is understood (RFC 4954 section 5).
    let offersAuthentication: Bool

    /// Checks MAIL's parameters; throws the reply to give.
    func checkSender(_ argument: SMTPArgument) throws(SMTPRefusal) {
        for (keyword, value) in argument.parameters {
            guard offersSender(keyword) else { throw SMTPRefusal(.parameterNotOffered(keyword)) }
            guard isSenderValue(value, of: keyword) else {
                throw SMTPRefusal(.syntax("Parameter \(keyword) has a wrong value"))
            }
        }
        if let size = argument.parameters["SIZE"].flatMap({ Int($0) }), size > sizeLimit {
            throw SMTPRefusal(.tooLarge(limit: sizeLimit))
        }
        if !argument.path.isASCII, argument.parameters["SMTPUTF8"] == nil {
            throw SMTPRefusal(.unicodeAddress)
        }
    }

    /// Checks RCPT's parameters; throws the reply to give.
    func checkRecipient(_ argument: SMTPArgument, isUTF8: Bool) throws(SMTPRefusal) {
        for (keyword, value) in argument.parameters {
            guard capabilities.dsn, keyword == "NOTIFY" || keyword == "ORCPT" else {
                throw SMTPRefusal(.parameterNotOffered(keyword))
            }
            let isRight =
                keyword == "NOTIFY" ? Self.isNotify(value) : OriginalRecipient(value) != nil
            guard isRight else {
                throw SMTPRefusal(.syntax("Parameter \(keyword) has a wrong value"))
            }
        }
        if !argument.path.isASCII, !isUTF8 { throw SMTPRefusal(.unicodeAddress) }
    }

    private func offersSender(_ keyword: String) -> Bool {
        switch keyword {
        case "SIZE": capabilities.size
        case "BODY": capabilities.eightBitMIME
        case "SMTPUTF8": capabilities.smtpUTF8
        case "RET", "ENVID": capabilities.dsn
        case "AUTH": offersAuthentication
        default: false
        }
    }

    private func isSenderValue(_ value: String, of keyword: String) -> Bool {
        switch keyword {
        case "SIZE": value.utf8.count <= 18 && Int(value).map { $0 >= 0 } == true
        case "BODY": ["7BIT", "8BITMIME"].contains(value.uppercased())
        case "SMTPUTF8": value.isEmpty
        case "RET": ["FULL", "HDRS"].contains(value.uppercased())
        case "ENVID": value.utf8.count <= 100 && XText.decoded(value)?.isEmpty == false
        case "AUTH": value == "<>" || XText.decoded(value)?.isEmpty == false
        default: false
        }
    }

    /// `NEVER`, or a list of the others without it (RFC 3461 section 4.1).
    private static func isNotify(_ value: String) -> Bool {
        let words = value.uppercased().split(separator: ",", omittingEmptySubsequences: false)
        return words == ["NEVER"]
            || words.allSatisfy { ["SUCCESS", "FAILURE", "DELAY"].contains($0) }
    }
}

/// ORCPT's value: the recipient as the sender first named it (RFC 3461 section 4.2).
struct OriginalRecipient: Equatable, Sendable {
    /// `rfc822` or `utf-8`.
    let type: String
    /// Decoded.
    let address: String

    init?(_ value: String) {
        let parts = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard value.utf8.count <= 500, parts.count == 2, !parts[0].isEmpty,
            let address = Self.decoded(String(parts[1]), type: parts[0].lowercased()),
            !address.isEmpty
        else { return nil }
        type = parts[0].lowercased()
        self.address = address
    }

    /// `utf-8` addresses have forms of their own (RFC 6533 section 3): plain, or `\x{…}`.
    private static func decoded(_ text: String, type: String) -> String? {
        guard type == "utf-8" else { return XText.decoded(text) }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "\\x{") {
            let tail = rest[start.upperBound...]
            guard let end = tail.firstIndex(of: "}"),
                let scalar = UInt32(tail[..<end], radix: 16).flatMap(Unicode.Scalar.init)
            else { return nil }
            result += rest[..<start.lowerBound]
            result.unicodeScalars.append(scalar)
            rest = tail[tail.index(after: end)...]
        }
        return rest.contains("\\") ? nil : result + rest
    }
}

/// The escaping of ENVID and ORCPT: `+` and two hexadecimal digits (RFC 3461 section 4).
enum XText {
    /// The text; nil when it breaks the grammar.
    static func decoded(_ text: String) -> String? {
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            guard (33...126).contains(octet), octet != UInt8(ascii: "=") else { return nil }
            guard octet == UInt8(ascii: "+") else {
                octets.append(octet)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            octets.append(high << 4 | low)
        }
        return String(validating: octets, as: UTF8.self)
    }

    /// Hexadecimal digits are capitals here, and nothing else.
    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): octet - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
