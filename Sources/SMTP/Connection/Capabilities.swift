/// What the relay announced in reply to EHLO (RFC 5321 section 4.1.1.1).
package struct Capabilities: Hashable, Sendable {
    package var pipelining = false
    package var eightBitMIME = false
    package var smtpUTF8 = false
    package var dsn = false
    package var enhancedStatusCodes = false
    /// SIZE (RFC 1870) is announced.
    package var size = false
    /// The largest message in octets that it takes; nil when it names none.
    package var largestMessage: Int?
    /// AUTH is announced, with at least one mechanism.
    package var auth = false

    package init() {}

    /// Reads the reply's lines, without codes; the first names the server. Keywords may be in upper and
    /// lower case (section 2.4); what is not known is passed over.
    package init(greeting lines: [String]) {
        for line in lines.dropFirst() {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let keyword = words.first?.uppercased() else { continue }
            note(keyword, words.dropFirst().map(String.init))
        }
    }

    private mutating func note(_ keyword: String, _ parameters: [String]) {
        switch keyword {
        case "PIPELINING": pipelining = true
        case "8BITMIME": eightBitMIME = true
        case "SMTPUTF8": smtpUTF8 = true
        case "DSN": dsn = true
        case "ENHANCEDSTATUSCODES": enhancedStatusCodes = true
        case "AUTH": auth = auth || !parameters.isEmpty
        case "SIZE":
            size = true
            // 0 means that no fixed limit is in force (RFC 1870 section 4).
            largestMessage = parameters.first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        default: break
        }
    }
}
