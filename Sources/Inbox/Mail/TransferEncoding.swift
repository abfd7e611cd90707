/// How a part is wrapped for the way (RFC 2045 section 6).
enum TransferEncoding {
    case none, base64, quotedPrintable

    /// What is not known, uuencode too, is left as it is.
    init(_ field: Octets?) {
        let name = (field ?? []).trimmed.prefix { !$0.isBlank && $0 != UInt8(ascii: ";") }
        switch String(decoding: name.prefix(32), as: UTF8.self).lowercased() {
        case "base64", "base-64": self = .base64
        case "quoted-printable", "quotedprintable": self = .quotedPrintable
        default: self = .none
        }
    }

    /// The octets unwrapped, at most `limit` of them, and whether there are more.
    func undone(_ octets: Octets, limit: Int) -> (octets: Octets, isCut: Bool) {
        switch self {
        case .none: (octets.prefix(limit), octets.count > limit)
        case .base64: Self.base64(octets, limit)
        case .quotedPrintable: Self.quotedPrintable(octets, limit)
        }
    }

    /// Section 6.8: what is not of the alphabet is passed over. Padding ends a group, not the text:
    /// two encoded texts may stand one after the other.
    static func base64(_ octets: Octets, _ limit: Int) -> (octets: Octets, isCut: Bool) {
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, octets.count / 4 * 3 + 3))
        var (group, bits): (UInt32, UInt32) = (0, 0)
        for octet in octets {
            guard let value = digits[Int(octet)] else {
                if octet == UInt8(ascii: "=") { (group, bits) = (0, 0) }
                continue
            }
            (group, bits) = (group << 6 | UInt32(value), bits + 6)
            guard bits >= 8 else { continue }
            bits -= 8
            if output.count == limit { return (output[...], true) }
            output.append(UInt8(truncatingIfNeeded: group >> bits))
            group &= (1 << bits) - 1
        }
        return (output[...], false)
    }

    private static let digits: [UInt8?] = {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        var digits = [UInt8?](repeating: nil, count: 256)
        for (value, letter) in alphabet.utf8.enumerated() { digits[Int(letter)] = UInt8(value) }
        return digits
    }()

    /// Section 6.7: blanks at a line's end are none of the text, and what is no code stays.
    static func quotedPrintable(_ octets: Octets, _ limit: Int) -> (octets: Octets, isCut: Bool) {
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, octets.count))
        var place = octets.startIndex
        while place < octets.endIndex {
            let (line, next) = octets.line(at: place)
            var end = line.endIndex
            while end > line.startIndex, line[end - 1].isBlank { end -= 1 }
            let isSoft = end > line.startIndex && line[end - 1] == UInt8(ascii: "=")
            putLine(line[..<(isSoft ? end - 1 : end)], &output)
            if !isSoft { output.append(contentsOf: octets[line.endIndex..<next]) }
            if output.count > limit { return (output[..<limit], true) }
            place = next
        }
        return (output[...], false)
    }

    static func putLine(_ line: Octets, _ output: inout [UInt8]) {
        var place = line.startIndex
        while place < line.endIndex {
            if line[place] == UInt8(ascii: "="), place + 2 < line.endIndex,
                let high = line[place + 1].hexadecimal, let low = line[place + 2].hexadecimal
            {
                output.append(high << 4 | low)
                place += 3
            } else {
                output.append(line[place])
                place += 1
            }
        }
    }
}
