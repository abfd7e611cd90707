/// A field of the form `value; name=value; …` (RFC 2045 section 5.1, RFC 2231), read as generously as
/// senders write it.
struct ParameterReading {
    /// What stands before the first semicolon, in small letters.
    let value: String
    private(set) var parameters: [String: String] = [:]

    init(_ raw: Octets, charset: String?) {
        let octets = HeaderText.unfolded(raw)
        let end = octets.place(of: UInt8(ascii: ";"), from: octets.startIndex) ?? octets.endIndex
        value = String(decoding: octets[..<end].trimmed, as: UTF8.self).lowercased()
        var pieces = Pieces()
        var place = end
        while place < octets.endIndex, pieces.count < Self.most {
            place += 1
            guard let (name, start) = Self.name(octets, place) else {
                place = octets.place(of: UInt8(ascii: ";"), from: place) ?? octets.endIndex
                continue
            }
            let (text, next) = Self.value(octets, start, name)
            pieces.add(name, text)
            place = octets.place(of: UInt8(ascii: ";"), from: next) ?? octets.endIndex
        }
        parameters = pieces.joined(charset)
    }

    /// Nobody writes as many.
    private static let most = 100

    /// The name before the next `=`, and where its value begins.
    private static func name(_ octets: Octets, _ start: Int) -> (String, Int)? {
        guard start < octets.endIndex,
            let sign = octets[start...].firstIndex(where: {
                $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";")
            }), octets[sign] == UInt8(ascii: "=")
        else { return nil }
        let name = octets[start..<sign].trimmed
        guard !name.isEmpty, name.count < 80 else { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), sign + 1)
    }

    private static func value(_ octets: Octets, _ start: Int, _ name: String) -> (Octets, Int) {
        var place = start
        while place < octets.endIndex, octets[place].isBlank { place += 1 }
        if place < octets.endIndex, octets[place] == UInt8(ascii: "\"") {
            return quoted(octets, place + 1)
        }
        let end = octets.place(of: UInt8(ascii: ";"), from: place) ?? octets.endIndex
        let value = octets[place..<end].trimmed
        // Names of files are often left without quotes; in all else a blank begins a comment.
        return name.hasPrefix("name") || name.hasPrefix("filename")
            ? (value, end) : (value.prefix { !$0.isBlank }, end)
    }

    /// RFC 5322 section 3.2.4; without a second quotation mark it goes on to the end.
    private static func quoted(_ octets: Octets, _ start: Int) -> (Octets, Int) {
        var value: [UInt8] = []
        var place = start
        while place < octets.endIndex, octets[place] != UInt8(ascii: "\"") {
            if octets[place] == UInt8(ascii: "\\"), place + 1 < octets.endIndex { place += 1 }
            value.append(octets[place])
            place += 1
        }
        return (value[...], min(place + 1, octets.endIndex))
    }
}

/// The values by name, in numbered pieces where they were divided (RFC 2231 section 3).
private struct Pieces {
    private struct Piece {
        let octets: Octets
        /// Whether it is percent-encoded, and the first begins with a charset (section 4).
        let isExtended: Bool
    }

    private var whole: [String: Piece] = [:]
    private var divided: [String: [Int: Piece]] = [:]
    private(set) var count = 0

    mutating func add(_ name: String, _ octets: Octets) {
        count += 1
        let isExtended = name.hasSuffix("*")
        let bare = isExtended ? String(name.dropLast()) : name
        let piece = Piece(octets: octets, isExtended: isExtended)
        let halves = bare.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 2, let number = Int(halves[1]), (0..<100).contains(number) {
            let key = String(halves[0])
            if divided[key]?[number] == nil { divided[key, default: [:]][number] = piece }
        } else if whole[bare] == nil || (isExtended && whole[bare]?.isExtended == false) {
            whole[bare] = piece
        }
    }

    /// The extended form of a value is the better one, whole or divided.
    func joined(_ charset: String?) -> [String: String] {
        var values = whole.mapValues { text([$0], charset) }
        for (name, pieces) in divided where whole[name]?.isExtended != true {
            var run: [Piece] = []
            while let next = pieces[run.count] { run.append(next) }
            if !run.isEmpty { values[name] = text(run, charset) }
        }
        return values
    }

    private func text(_ pieces: [Piece], _ charset: String?) -> String {
        guard pieces.contains(where: \.isExtended) else {
            let octets = Array(pieces.map(\.octets).joined())
            return HeaderText.decoded(octets[...], charset: charset)
        }
        var named: String?
        var octets: [UInt8] = []
        for (number, piece) in pieces.enumerated() {
            var rest = piece.octets
            if number == 0, piece.isExtended { named = Self.takeCharset(&rest) }
            octets += piece.isExtended ? Self.percentDecoded(rest) : Array(rest)
        }
        let text = CharacterSet.text(octets[...], named ?? charset).text
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }

    /// `charset'language'` at the beginning.
    private static func takeCharset(_ octets: inout Octets) -> String? {
        let quote = UInt8(ascii: "'")
        guard let first = octets.firstIndex(of: quote),
            let second = octets[(first + 1)...].firstIndex(of: quote)
        else { return nil }
        let name = octets[..<first]
        octets = octets[(second + 1)...]
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }

    private static func percentDecoded(_ octets: Octets) -> [UInt8] {
        var output: [UInt8] = []
        var place = octets.startIndex
        while place < octets.endIndex {
            if octets[place] == UInt8(ascii: "%"), place + 2 < octets.endIndex,
                let high = octets[place + 1].hexadecimal, let low = octets[place + 2].hexadecimal
            {
                output.append(high << 4 | low)
                place += 3
            } else {
                output.append(octets[place])
                place += 1
            }
        }
        return output
    }
}
