/// Contacts that were read one after the other, as bytes.
///
/// The record of a contact is a mark for each field, in the order of `Field`, followed by what the mark
/// says. A text's mark is even for its length in bytes, which follow, and odd for a text that many
/// contacts of the page have: its place among `shared`. A list has its count as mark, and its texts
/// after it. Marks are written in portions of seven bits, the lowest first.
package final class ContactPage: Sendable {
    enum Field: Int {
        case id, name, salutation, title, unit, language, venue, deputy, groups, emails, phones,
            place
    }

    private let bytes: [UInt8]
    /// Where each record begins.
    private let starts: [UInt32]
    private let shared: [String]

    fileprivate init(bytes: [UInt8], starts: [UInt32], shared: [String]) {
        self.bytes = bytes
        self.starts = starts
        self.shared = shared
    }

    /// Contacts on one page: enough to share what they have in common.
    package static let size = 512

    /// Puts contacts on pages.
    package struct Writer {
        private var bytes: [UInt8] = []
        private var starts: [UInt32] = []
        private var shared: [String] = []
        private var places: [String: Int] = [:]

        package init() {}

        package var isFull: Bool { starts.count >= ContactPage.size }

        package mutating func add(_ fields: ContactFields) {
            starts.append(UInt32(truncatingIfNeeded: bytes.count))
            for text in [fields.id, fields.name] { put(text) }
            share(fields.salutation)
            share(fields.title)
            put(fields.unit)
            share(fields.language)
            optional(fields.venue)
            optional(fields.deputy)
            mark(fields.groups.count)
            for group in fields.groups { share(group) }
            put(fields.emails)
            put(fields.phones)
            put(fields.place)
        }

        /// The contacts since the last page, on a page of their own.
        package mutating func take() -> [Contact] {
            let count = UInt32(truncatingIfNeeded: starts.count)
            let page = page()
            self = Writer()
            return (0..<count).map { Contact(page: page, row: $0) }
        }

        func page() -> ContactPage {
            // A copy has no room to grow left.
            ContactPage(
                bytes: bytes.withUnsafeBufferPointer { [UInt8]($0) },
                starts: starts.withUnsafeBufferPointer { [UInt32]($0) },
                shared: shared)
        }

        private mutating func put(_ emails: [EmailAddress]) {
            mark(emails.count)
            for email in emails {
                put(email.localPart)
                put(email.domain)
                put(email.asciiDomain == email.domain ? "" : email.asciiDomain)
            }
        }

        private mutating func put(_ phones: [PhoneNumber]) {
            mark(phones.count)
            for phone in phones {
                put(phone.dialled)
                put(phone.display)
                share(phone.kind.rawValue)
                optional(phone.extensionDigits)
            }
        }

        /// The file, and one more than line and row, so that zero says that there is none.
        private mutating func put(_ place: Place) {
            share(place.file)
            for number in [place.line, place.row] {
                mark(number.map { $0 < 0 ? 1 : 2 } ?? 0)
                if let number { mark(abs(number)) }
            }
            optional(place.field)
        }

        private mutating func put(_ text: String) {
            mark(text.utf8.count << 1)
            bytes.append(contentsOf: text.utf8)
        }

        private mutating func share(_ text: String) {
            if text.isEmpty { return put(text) }
            let place = places[text] ?? shared.count
            if place == shared.count {
                places[text] = place
                shared.append(text)
            }
            mark(place << 1 | 1)
        }

        /// A list of none or one.
        private mutating func optional(_ text: String?) {
            mark(text == nil ? 0 : 1)
            if let text { share(text) }
        }

        private mutating func mark(_ number: Int) {
            var rest = UInt(bitPattern: number)
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
    }
}

// MARK: - Reading

extension ContactPage {
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
        at field: Field, _ row: UInt32, _ read: (inout Reader) -> Value
    ) -> Value {
        bytes.withUnsafeBufferPointer { bytes in
            var reader = Reader(bytes: bytes, offset: Int(starts[Int(row)]), shared: shared)
            reader.skip(to: field)
            return read(&reader)
        }
    }

    /// Goes through one record.
    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var offset: Int
        let shared: [String]

        /// Fields before `venue` are texts, then two lists of at most one follow, then other lists.
        mutating func skip(to field: Field) {
            for _ in 0..<min(field.rawValue, Field.venue.rawValue) { skipText() }
            if field.rawValue > Field.venue.rawValue { skipList(of: 1) }
            if field.rawValue > Field.deputy.rawValue { skipList(of: 1) }
            if field.rawValue > Field.groups.rawValue { skipList(of: 1) }
            if field.rawValue > Field.emails.rawValue { skipList(of: 3) }
            if field.rawValue > Field.phones.rawValue { skipPhones() }
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
            if mark & 1 == 1 { return shared[mark >> 1] }
            let end = offset + mark >> 1
            defer { offset = end }
            return String(
                decoding: UnsafeBufferPointer(rebasing: bytes[offset..<end]), as: UTF8.self)
        }

        mutating func optional() -> String? { mark() == 0 ? nil : text() }

        mutating func number() -> Int? {
            switch mark() {
            case 0: nil
            case 1: -mark()
            default: mark()
            }
        }

        mutating func list<Element>(_ element: (inout Reader) -> Element) -> [Element] {
            let count = mark()
            if count == 0 { return [] }
            return (0..<count).map { _ in element(&self) }
        }
    }
}
