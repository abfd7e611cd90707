/// A URL taken apart as RFC 3986 section 3 names the parts.
///
/// Only what decides is looked at: who is spoken to, and by which way. The rest is kept as written,
/// because a gateway's URL may hold fields in braces that a stricter parser would refuse.
package struct URLParts: Hashable, Sendable {
    /// Lower case.
    package let scheme: String
    /// What stands before `@`, where there is one: never right in a file that people read.
    package let userInfo: String?
    /// Lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int?
    /// From the first `/`, `?` or `#` to the end.
    package let rest: String

    /// Reads a URL with a host; nil for anything else, and for one with spaces, quotation marks or
    /// angle brackets in it.
    package init?(parsing text: String) {
        guard text.allSatisfy({ !$0.isWhitespace && !"<>\"\\".contains($0) }),
            let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://")
        else { return nil }
        let afterScheme = text[text.index(colon, offsetBy: 3)...]
        let authority = afterScheme.prefix { !"/?#".contains($0) }
        let at = authority.lastIndex(of: "@")
        let hostAndPort = at.map { authority[authority.index(after: $0)...] } ?? authority
        guard let (host, port) = Self.hostAndPort(hostAndPort) else { return nil }
        scheme = text[..<colon].lowercased()
        userInfo = at.map { String(authority[..<$0]) }
        self.host = host.lowercased()
        self.port = port
        rest = String(afterScheme[authority.endIndex...])
    }

    /// Whether it can only be this machine.
    package var isLoopback: Bool { Loopback.contains(host) }

    private static func hostAndPort(_ text: Substring) -> (String, Int?)? {
        let bracket = text.hasPrefix("[") ? text.firstIndex(of: "]") : nil
        let end = bracket.map(text.index(after:)) ?? text.firstIndex(of: ":") ?? text.endIndex
        let host = text[..<end]
        guard isHost(host) else { return nil }
        let plain = bracket == nil ? String(host) : String(host.dropFirst().dropLast())
        if end == text.endIndex { return (plain, nil) }
        return port(text[end...]).map { (plain, $0) }
    }

    private static func port(_ tail: Substring) -> Int? {
        let digits = tail.dropFirst()
        guard tail.first == ":", digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let number = Int(digits), (1...65_535).contains(number)
        else { return nil }
        return number
    }

    private static func isHost(_ text: Substring) -> Bool {
        if text.hasPrefix("[") { return isIPv6(text.dropFirst().dropLast()) }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
    }

    /// RFC 4291 section 2.2: groups of hexadecimal digits, one run of zeros left out, at the end
    /// perhaps an IPv4 address.
    private static func isIPv6(_ text: Substring) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return false }
        var groups = halves.flatMap { half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
        }
        var count = 0
        if let last = groups.last, last.contains(".") {
            let bytes = last.split(separator: ".", omittingEmptySubsequences: false)
            guard bytes.count == 4, bytes.allSatisfy({ UInt8($0) != nil }) else { return false }
            groups.removeLast()
            count = 2
        }
        count += groups.count
        return groups.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isHexDigit) }
            && (halves.count == 2 ? count < 8 : count == 8)
    }
}
