/// What a page says of its contacts beside their ids.
///
/// Numbers of four bytes, the lowest first, stand at its beginning: how many contacts there are, where
/// the record of each begins, where each text begins that many of them share, and where the last of
/// those ends. The records follow, and the shared texts.
///
/// A record is a mark for each field, in the order of `Field`, followed by what the mark says. A text's
/// mark is even for its length in bytes, which follow, and odd for its place among the shared texts. A
/// list has its count as mark, and its texts after it. Marks are written in portions of seven bits, the
/// lowest first.
final class ContactSheet: Sendable {
    enum Field: Int {
        case name, salutation, title, unit, language, venue, deputy, groups, emails, phones, place
    }

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where the table of shared texts begins, after so many contacts.
    static func start(ofTextsAfter contacts: Int) -> Int { (contacts + 1) * 4 }

    func text(_ field: Field, _ row: UInt32) -> String {
        reader(at: field, row) { $0.text() }
    }

    func optional(_ field: Field, _ row: UInt32) -> String? {
        reader(at: field, row) { $0.optional() }
    }

    /// How many there are of a list; of a text, more than none when it is not empty.
    func count(_ field: Field, _ row: UInt32) -> Int {
        reader(at: field, row) { $0.mark() }
    }

    func groups(_ row: UInt32) -> [String] {
        reader(at: .groups, row) { reader in reader.list { $0.text() } }
    }

    func emails(_ row: UInt32) -> [EmailAddress] {
        reader(at: .emails, row) { reader in
            reader.list { reader in
                let (local, domain, ascii) = (reader.text(), reader.text(), reader.text())
                return EmailAddress(
                    localPart: local, domain: domain, asciiDomain: ascii.isEmpty ? domain : ascii)
            }
        }
    }

    func phones(_ row: UInt32) -> [PhoneNumber] {
        reader(at: .phones, row) { reader in
            reader.list { reader in
                PhoneNumber(
                    dialled: reader.text(), display: reader.text(),
                    kind: PhoneNumber.Kind(rawValue: reader.text()) ?? .fixed,
                    extensionDigits: reader.optional())
            }
        }
    }

    func place(_ row: UInt32) -> Place {
        reader(at: .place, row) { reader in
            Place(
                reader.text(), line: reader.number(), row: reader.number(),
                field: reader.optional())
        }
    }

    private func reader<Value>(
        at field: Field, _ row: UInt32, _ read: (inout SheetReader) -> Value
    ) -> Value {
        bytes.withUnsafeBufferPointer { bytes in
            var reader = SheetReader(bytes, row: Int(row))
            reader.skip(to: field)
            return read(&reader)
        }
    }
}

/// Goes through one record.
private struct SheetReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, row: Int) {
        self.bytes = bytes
        offset = number(at: (row + 1) * 4)
    }

    private func number(at offset: Int) -> Int {
        let all = UnsafeRawBufferPointer(bytes)
        return Int(
            UInt32(littleEndian: all.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private func shared(_ place: Int) -> String {
        let entry = ContactSheet.start(ofTextsAfter: number(at: 0)) + place * 4
        return text(number(at: entry)..<number(at: entry + 4))
    }

    /// Fields before `venue` are texts, then two lists of at most one follow, then other lists.
    mutating func skip(to field: ContactSheet.Field) {
        for _ in 0..<min(field.rawValue, ContactSheet.Field.venue.rawValue) { skipText() }
        if field.rawValue > ContactSheet.Field.venue.rawValue { skipList(of: 1) }
        if field.rawValue > ContactSheet.Field.deputy.rawValue { skipList(of: 1) }
        if field.rawValue > ContactSheet.Field.groups.rawValue { skipList(of: 1) }
        if field.rawValue > ContactSheet.Field.emails.rawValue { skipList(of: 3) }
        if field.rawValue > ContactSheet.Field.phones.rawValue { skipPhones() }
    }

    private mutating func skipText() {
        let mark = mark()
        if mark & 1 == 0 { offset += mark >> 1 }
    }

    private mutating func skipList(of texts: Int) {
        for _ in 0..<mark() * texts { skipText() }
    }

    private mutating func skipPhones() {
        for _ in 0..<mark() {
            for _ in 0..<3 { skipText() }
            skipList(of: 1)
        }
    }

    mutating func mark() -> Int {
        var number: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = bytes[offset]
            offset += 1
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return Int(bitPattern: number) }
            shift += 7
        }
    }

    mutating func text() -> String {
        let mark = mark()
        if mark & 1 == 1 { return shared(mark >> 1) }
        let start = offset
        offset += mark >> 1
        return text(start..<offset)
    }

    mutating func optional() -> String? { mark() == 0 ? nil : text() }

    mutating func number() -> Int? {
        switch mark() {
        case 0: nil
        case 1: -mark()
        default: mark()
        }
    }

    mutating func list<Element>(_ element: (inout SheetReader) -> Element) -> [Element] {
        let count = mark()
        if count == 0 { return [] }
        return (0..<count).map { _ in element(&self) }
    }
}
