import Glibc

/// What this machine calls itself in EHLO.
package enum EHLOName {
    /// Its full domain name, else an address literal, as RFC 5321 section 4.1.4 asks of a client that
    /// has no meaningful name.
    package static var ofThisMachine: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return literal }
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return valid(String(decoding: bytes, as: UTF8.self)) ?? literal
    }

    static let literal = "[127.0.0.1]"

    /// The name if it is a domain with at least two labels (RFC 1123 section 2.1).
    static func valid(_ name: String) -> String? {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            labels.count > 1 && name.utf8.count <= 255
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            }
        return isDomain ? name : nil
    }
}
