extension ContactPage {
    /// Puts contacts on pages.
    package struct Writer {
        private var ids: [UInt8] = []
        private var idEnds: [UInt32] = []
        private var sheet = SheetWriter()

        package init() {}

        package var isFull: Bool { idEnds.count >= ContactPage.size }

        package mutating func add(_ fields: ContactFields) {
            ids.append(contentsOf: fields.id.utf8)
            idEnds.append(UInt32(truncatingIfNeeded: ids.count))
            sheet.add(fields)
        }

        /// The contacts since the last page, on a page of their own. A full one is folded: a small book
        /// needs none of that.
        package mutating func take() -> [Contact] {
            let count = UInt32(truncatingIfNeeded: idEnds.count)
            let page = page(isFolded: isFull)
            self = Writer()
            return (0..<count).map { Contact(page: page, row: $0) }
        }

        func page(isFolded: Bool = false) -> ContactPage {
            // Copies have no room to grow left.
            ContactPage(
                ids: ids.withUnsafeBufferPointer { [UInt8]($0) },
                idEnds: idEnds.withUnsafeBufferPointer { [UInt32]($0) },
                sheet: sheet.bytes, isFolded: isFolded)
        }
    }
}

/// Writes the bytes that `ContactSheet` reads.
private struct SheetWriter {
    private var records: [UInt8] = []
    private var starts: [Int] = []
    private var shared: [String] = []
    private var places: [String: Int] = [:]
    /// What was shared last in a field whose text is mostly the same as in the record before.
    private var last = [(text: String, place: Int)](repeating: ("", 0), count: Steady.count)

    private enum Steady: Int {
        case salutation, title, language, file

        static let count = 4
    }

    mutating func add(_ fields: ContactFields) {
        starts.append(records.count)
        put(fields.name)
        share(fields.salutation, .salutation)
        share(fields.title, .title)
        put(fields.unit)
        share(fields.language, .language)
        optional(fields.venue)
        optional(fields.deputy)
        mark(fields.groups.count)
        for group in fields.groups { share(group) }
        put(fields.emails)
        put(fields.phones)
        put(fields.place)
    }

    /// The sheet as a whole.
    var bytes: [UInt8] {
        var sheet: [UInt8] = []
        let first = ContactSheet.start(ofTextsAfter: starts.count) + (shared.count + 1) * 4
        func number(_ number: Int) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) {
                sheet.append(contentsOf: $0)
            }
        }
        number(starts.count)
        for start in starts { number(first + start) }
        var end = first + records.count
        for text in shared {
            number(end)
            end += text.utf8.count
        }
        number(end)
        sheet += records
        for text in shared { sheet.append(contentsOf: text.utf8) }
        return sheet.withUnsafeBufferPointer { [UInt8]($0) }
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
        share(place.file, .file)
        for number in [place.line, place.row] {
            mark(number.map { $0 < 0 ? 1 : 2 } ?? 0)
            if let number { mark(abs(number)) }
        }
        optional(place.field)
    }

    private mutating func put(_ text: String) {
        mark(text.utf8.count << 1)
        records.append(contentsOf: text.utf8)
    }

    private mutating func share(_ text: String, _ field: Steady) {
        if text.isEmpty { return put(text) }
        if last[field.rawValue].text == text { return mark(last[field.rawValue].place << 1 | 1) }
        share(text)
        last[field.rawValue] = (text, places[text] ?? 0)
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
            records.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        records.append(UInt8(truncatingIfNeeded: rest))
    }
}
