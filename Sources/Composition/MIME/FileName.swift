/// File names in `Content-Disposition` (RFC 2183), outside ASCII as RFC 2231 has them.
extension ByteWriter {
    /// `; filename="…"`, or the exact name as RFC 2231 writes it. Never both: where both stand, some
    /// programs take the inexact one.
    mutating func putFileName(_ name: String) {
        guard Self.isPlainName(name) else { return putExtended(Array(name.utf8)) }
        put(";\r\n filename=\"")
        put(name)
        put("\"")
    }

    /// `; name="…"` of `Content-Type`, for programs that know nothing newer: a name in ASCII for a name
    /// that is not.
    mutating func putOldName(_ name: String) {
        if Self.isPlainName(name) { return }
        put(";\r\n name=\"")
        putPlainName(name)
        put("\"")
    }

    private static func isPlainName(_ name: String) -> Bool {
        name.utf8.allSatisfy(isPlainInName) && name.utf8.count <= 60
    }

    /// What is not a letter, digit or harmless mark becomes `_`; the ending stays.
    private mutating func putPlainName(_ name: String) {
        let characters = name.unicodeScalars.map { scalar in
            scalar.isASCII && Self.isPlainInName(UInt8(scalar.value)) ? UInt8(scalar.value) : 95
        }
        let ending = characters.lastIndex(of: UInt8(ascii: ".")).map { characters[$0...] } ?? []
        let keepsEnding = characters.count > 50 && ending.count <= 8
        for byte in characters.prefix(keepsEnding ? 50 - ending.count : 50) { put(byte) }
        if keepsEnding { for byte in ending { put(byte) } }
    }

    /// RFC 2231 sections 3 and 4: in numbered pieces where one line doesn't hold it.
    private mutating func putExtended(_ name: [UInt8]) {
        let pieces = Self.pieces(of: name)
        for (number, piece) in pieces.enumerated() {
            put(";\r\n filename*")
            if pieces.count > 1 {
                put(String(number))
                put("*")
            }
            put(number == 0 ? "=utf-8''" : "=")
            for byte in piece {
                if Self.extendedWidth(byte) == 1 {
                    put(byte)
                } else {
                    put(UInt8(ascii: "%"))
                    putHexadecimal(byte)
                }
            }
        }
    }

    /// At most 54 encoded characters each, without splitting a character.
    private static func pieces(of name: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var width = 0
        for (index, byte) in name.enumerated() {
            let isBoundary = byte & 0xC0 != 0x80
            if isBoundary && width > 42 {
                pieces.append(name[start..<index])
                start = index
                width = 0
            }
            width += extendedWidth(byte)
        }
        return pieces + [name[start...]]
    }

    /// `attribute-char` of RFC 2231 section 7.
    private static func extendedWidth(_ byte: UInt8) -> Int {
        isLetterOrDigit(byte) || "!#$&+-.^_`{|}~".utf8.contains(byte) ? 1 : 3
    }

    private static func isPlainInName(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || " !#$&'()+,-.=@[]^_{}~".utf8.contains(byte)
    }
}
