import Foundation

/// Octets made into text by a character set's name as senders write it.
///
/// The C library's `iconv` knows the tables. Only names from a list get to it: they come from strangers.
enum CharacterSet {
    /// The text, of at most `limit` octets of UTF-8; what cannot be decoded is U+FFFD in it. A set
    /// that is not named or not known is UTF-8 where the octets can be, otherwise windows-1252.
    static func text(_ octets: Octets, _ name: String?, limit: Int = .max) -> Text {
        let known = name.flatMap(tableName)
        if known == utf8 { return utf8Text(octets, limit) }
        if let known, let text = converted(octets, known, limit) { return text }
        if String(validating: octets, as: UTF8.self) != nil { return utf8Text(octets, limit) }
        return converted(octets, western, limit) ?? utf8Text(octets, limit)
    }

    struct Text {
        var text: String
        var isCut = false
    }

    private static let utf8 = "UTF-8"
    private static let western = "CP1252"

    /// What `iconv` calls it. Nil too for US-ASCII: whoever claims it and has other octets is wrong.
    private static func tableName(_ name: String) -> String? {
        let bare = name.lowercased().utf8.filter { (0x30...0x39).contains($0) || $0 > 0x60 }
        let key = String(decoding: bare.prefix(32), as: UTF8.self)
        if let name = names[key] { return name }
        for (prefix, table) in [("windows", "CP"), ("cp", "CP"), ("xcp", "CP")] {
            if key.hasPrefix(prefix), codePages.contains(String(key.dropFirst(prefix.count))) {
                return table + key.dropFirst(prefix.count)
            }
        }
        guard key.hasPrefix("iso8859"), let part = Int(key.dropFirst(7).prefix { $0.isNumber }),
            (2...16).contains(part), part != 12
        else { return nil }
        return "ISO-8859-\(part)"
    }

    private static let codePages: Set = [
        "437", "850", "852", "866", "874", "932", "936", "949", "950", "1250", "1251", "1252",
        "1253", "1254", "1255", "1256", "1257", "1258",
    ]

    /// As the WHATWG Encoding Standard reads them (section 4.2): Latin 1 is windows-1252, the Chinese
    /// sets are their latest.
    private static let names = [
        "utf8": utf8, "unicode11utf8": utf8, "iso88591": western, "latin1": western,
        "iso88599": "CP1254", "latin5": "CP1254", "iso885911": "CP874", "tis620": "CP874",
        "koi8r": "KOI8-R", "koi8u": "KOI8-U", "gb2312": "GB18030", "gbk": "GB18030",
        "gb18030": "GB18030", "hzgb2312": "GB18030", "big5": "BIG5-HKSCS",
        "big5hkscs": "BIG5-HKSCS",
        "shiftjis": "CP932", "sjis": "CP932", "windows31j": "CP932", "eucjp": "EUC-JP",
        "iso2022jp": "ISO-2022-JP", "euckr": "CP949", "ksc56011987": "CP949",
        "ksc5601": "CP949", "iso2022kr": "ISO-2022-KR", "utf16": "UTF-16", "utf16le": "UTF-16LE",
        "utf16be": "UTF-16BE", "utf32": "UTF-32", "utf7": "UTF-7", "unicode11utf7": "UTF-7",
        "viscii": "VISCII", "tcvn": "TCVN5712-1", "tcvn5712": "TCVN5712-1",
        "tcvn57121": "TCVN5712-1", "macintosh": "MACINTOSH", "ibm437": "CP437",
        "ibm850": "CP850",
    ]

    private static func utf8Text(_ octets: Octets, _ limit: Int) -> Text {
        let read = octets.prefix(limit)
        let text = String(decoding: read, as: UTF8.self)
        let isCut = read.count < octets.count
        // A sign in the place of a wrong octet is longer than it.
        return text.utf8.count <= limit && !isCut
            ? Text(text: text) : Text(text: text.prefix(octets: limit), isCut: true)
    }

    private static func converted(_ octets: Octets, _ table: String, _ limit: Int) -> Text? {
        let descriptor = iconv_open(utf8, table)
        guard descriptor != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(descriptor) }
        var conversion = Conversion(descriptor, limit: limit)
        octets.withUnsafeBytes { conversion.run($0) }
        return conversion.text
    }
}

/// One run of `iconv`, a buffer at a time.
private struct Conversion {
    private static let sign = Array("\u{FFFD}".utf8)

    private let descriptor: iconv_t?
    private let limit: Int
    private var output: [UInt8] = []

    init(_ descriptor: iconv_t?, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    var text: CharacterSet.Text {
        let text = String(decoding: output, as: UTF8.self)
        return output.count <= limit
            ? CharacterSet.Text(text: text)
            : CharacterSet.Text(text: text.prefix(octets: limit), isCut: true)
    }

    /// Each turn reads octets, skips one that is wrong, or empties the buffer.
    mutating func run(_ octets: UnsafeRawBufferPointer) {
        let input = octets.bindMemory(to: CChar.self)
        var next = UnsafeMutablePointer(mutating: input.baseAddress)
        var left = input.count
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 8192) { buffer in
            while left > 0, output.count <= limit {
                let (before, problem) = (left, step(&next, &left, buffer))
                if problem == EILSEQ, left > 0 {
                    output += Self.sign
                    (next, left) = (next.map { $0 + 1 }, left - 1)
                } else if problem == EINVAL || (left == before && problem != E2BIG) {
                    output += Self.sign
                    break
                }
            }
            flush(buffer)
        }
    }

    /// What is held back at the end: the last letter of windows-1258 may take a mark.
    private mutating func flush(_ buffer: UnsafeMutableBufferPointer<CChar>) {
        var (target, room) = (buffer.baseAddress, buffer.count)
        _ = iconv(descriptor, nil, nil, &target, &room)
        append(buffer, room)
    }

    private mutating func step(
        _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int,
        _ buffer: UnsafeMutableBufferPointer<CChar>
    ) -> Int32 {
        var (target, room) = (buffer.baseAddress, buffer.count)
        errno = 0
        let problem = iconv(descriptor, &next, &left, &target, &room) == -1 ? errno : 0
        append(buffer, room)
        return problem
    }

    private mutating func append(_ buffer: UnsafeMutableBufferPointer<CChar>, _ room: Int) {
        output.append(contentsOf: UnsafeRawBufferPointer(buffer)[..<(buffer.count - room)])
    }
}

extension String {
    /// As many whole characters' scalars as have room in so many octets of UTF-8.
    func prefix(octets limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit))
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
