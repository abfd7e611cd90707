import ConvokeCore

/// A name under which something from a stranger can be written into a folder, on any system.
package struct SafeFileName: Hashable, Sendable, CustomStringConvertible {
    /// Octets of UTF-8 that a name has at most.
    package static let longest = 120

    package let description: String

    /// - Parameters:
    ///   - claimed: the name that the sender gave, if any.
    ///   - fallback: the name where nothing of it is left: a plain word of ours, without an extension.
    package init(_ claimed: String?, fallback: String) {
        let clean = Self.clean(claimed ?? "")
        let (stem, ending) = Self.divided(clean)
        let room = Self.longest - ending.utf8.count
        let bare = Self.stripped(stem.prefix(octets: room))
        let name = bare.isEmpty ? fallback.prefix(octets: room) : bare
        description =
            Self.isDevice(name) ? "_" + name.prefix(octets: room - 1) + ending : name + ending
    }

    /// One line of visible letters in NFC, of the last step of a path.
    private static func clean(_ claimed: String) -> String {
        let tail = claimed.prefix(octets: longestRead)
        let step = tail.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        // A fraction slash or a full stop of another width looks like the plain one, and stays one letter.
        let kept = CleanText.composed(step).unicodeScalars.compactMap(visible)
        let blanks = String(String.UnicodeScalarView(kept)).split(separator: " ")
        return stripped(CleanText.composed(blanks.joined(separator: " ")))
    }

    private static let longestRead = 4096

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
        case .format, .surrogate, .privateUse, .unassigned: nil
        default: "<>:\"|?*/\\\u{FFFD}".unicodeScalars.contains(scalar) ? "_" : scalar
        }
    }

    /// Leading dots hide a name, trailing ones and blanks are lost on some systems; a leading hyphen or
    /// tilde means something to a shell.
    private static func stripped(_ name: String) -> String {
        var name = Substring(name)
        while let first = name.first, ". -~".contains(first) { name = name.dropFirst() }
        while let last = name.last, ". ".contains(last) { name = name.dropLast() }
        return String(name)
    }

    /// The name and its extension: what follows the last dot, where it is short and plain.
    private static func divided(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name, "") }
        let ending = name[name.index(after: dot)...]
        let isPlain = ending.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 }
        guard (1...10).contains(ending.utf8.count), isPlain else { return (name, "") }
        return (String(name[..<dot]), "." + ending)
    }

    /// Names that are devices on Windows, whatever follows their first dot.
    private static func isDevice(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }.uppercased().filter { $0 != " " }
        if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(stem) { return true }
        let isNumbered = stem.hasPrefix("COM") || stem.hasPrefix("LPT")
        return isNumbered && stem.count == 4 && "0123456789¹²³".contains(stem.last ?? "-")
    }
}
