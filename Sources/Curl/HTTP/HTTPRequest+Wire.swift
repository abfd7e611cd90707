/// What libcurl is given: nothing that could end a line or begin another request.
///
/// libcurl 7.88 writes a CR LF in a header to the wire as it is.
extension HTTPRequest {
    /// The URL in ASCII.
    func wireURL() throws(HTTPFailure) -> String {
        let secure = Self.begins(url, with: "https://")
        guard secure || Self.begins(url, with: "http://") else {
            throw HTTPFailure(.notAnAddress, "it begins neither with https:// nor with http://")
        }
        guard secure || allowsPlain else { throw HTTPFailure(.plainRefused, "") }
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw HTTPFailure(.notAnAddress, "there is a space or a control character in it")
        }
        let bytes = url.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: secure ? 8 : 7)
        let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? url.endIndex
        guard url[..<end].utf8.allSatisfy({ $0 < 0x80 }) else {
            throw HTTPFailure(.notAnAddress, "the server's name is not in ASCII")
        }
        return url[..<end] + Self.percentEncoded(bytes[end...])
    }

    /// The header lines as libcurl reads them.
    func wireHeaders() throws(HTTPFailure) -> [String] {
        var lines: [String] = []
        for header in headers { lines.append(try header.wireLine()) }
        let names = Set(headers.map { $0.name.lowercased() })
        // A name without a value takes libcurl's own header away: it would wait a second for a server
        // that does not know Expect, and call any body a form.
        for name in ["Expect", "Content-Type"] where !names.contains(name.lowercased()) {
            lines.append(name + ":")
        }
        return lines
    }

    private static func begins(_ text: String, with scheme: String) -> Bool {
        String(decoding: text.utf8.prefix(scheme.utf8.count), as: UTF8.self).lowercased() == scheme
    }

    private static func percentEncoded(_ bytes: Substring.UTF8View) -> String {
        bytes.map { byte in
            byte < 0x80
                ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension HTTPHeader {
    /// Those that say where the body ends: libcurl writes them itself.
    private static let framing: Set = ["content-length", "transfer-encoding"]

    fileprivate func wireLine() throws(HTTPFailure) -> String {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
            throw HTTPFailure(.headerRefused, "a header's name is not a word")
        }
        guard !Self.framing.contains(name.lowercased()) else {
            throw HTTPFailure(.headerRefused, "\(name) follows from the body")
        }
        // RFC 9110 section 5.5; the value may be a secret and is not quoted.
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw HTTPFailure(.headerRefused, "there is a control character in \(name)")
        }
        let isBlank = value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        return isBlank ? name + ";" : "\(name): \(value)"
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
