import ConvokeCore

/// How a value is escaped for the place where it stands, so that it stays a text there.
enum Form: UInt8, Sendable {
    case text
    /// In HTML, between tags or in a quoted attribute.
    case html
    /// At the beginning of a link's target, where a scheme may stand.
    case link
    /// Within a link's target.
    case linkRest

    var isInLink: Bool { self == .link || self == .linkRest }

    /// The character reference that a byte needs here, if any.
    @inline(__always)
    func entity(for byte: UInt8) -> StaticString? {
        if self == .text { return nil }
        switch byte {
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "'"): return "&#39;"
        case UInt8(ascii: "<") where self == .html: return "&lt;"
        case UInt8(ascii: ">") where self == .html: return "&gt;"
        case UInt8(ascii: "\"") where self == .html: return "&quot;"
        default: return nil
        }
    }

    /// Whether a value needs no character reference.
    func leaves(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.allSatisfy { entity(for: $0) == nil }
    }

    /// What a link's target holds as it is (RFC 3986 section 2, and `%`, of what is encoded already).
    static func isLinkByte(_ byte: UInt8) -> Bool {
        ByteWriter.isLetterOrDigit(byte) || linkMarks.contains(byte)
    }

    private static let linkMarks = Array("-_.~!$()*+,;=:@/?#%&'[]".utf8)

    /// Whether a target has no scheme, or one that only leads somewhere: `javascript:` runs.
    static func isHarmlessLink(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end = value.firstIndex(where: { ":/?#".utf8.contains($0) }),
            value[end] == UInt8(ascii: ":")
        else { return true }
        let scheme = String(decoding: value[..<end], as: UTF8.self).lowercased()
        return ["http", "https", "ftp", "mailto", "tel", "sms"].contains(scheme)
    }

    /// A whole value, escaped, with LF at its line ends.
    func escaped(_ value: String) -> [UInt8] {
        if self == .link && !value.withBytes(Self.isHarmlessLink) { return [] }
        var bytes: [UInt8] = []
        for byte in TemplateFile.unified(value, keepsMark: true).utf8 {
            if let entity = entity(for: byte) {
                bytes += UnsafeBufferPointer(
                    start: entity.utf8Start, count: entity.utf8CodeUnitCount)
            } else if isInLink && !Self.isLinkByte(byte) {
                bytes += ByteWriter.array(capacity: 3) {
                    $0.put(UInt8(ascii: "%"))
                    $0.putHexadecimal(byte)
                }
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
