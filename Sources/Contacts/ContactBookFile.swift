import Addresses
package import ConvokeCore

/// One file of the contact book.
package enum ContactBookFile {
    /// Reads the contacts of a file, and collects everything that is wrong with it.
    ///
    /// `region` (ISO 3166) is how a number without `+` is read. A contact whose id is missing or wrong
    /// is left out; one with another mistake is kept without the faulty part, so that what refers to
    /// it is not reported as well. What lies between contacts, `ContactBook` checks.
    package static func read(
        _ bytes: [UInt8], file: String, region: String, into problems: inout [Problem]
    ) -> [Contact] {
        read(ByteWindow(bytes), file: file, region: region, into: &problems)
    }

    /// The same of bytes that come by portions; an empty portion is the file's end.
    package static func read(
        file: String, region: String, into problems: inout [Problem],
        portions: @escaping () -> [UInt8]
    ) -> [Contact] {
        read(ByteWindow(portions), file: file, region: region, into: &problems)
    }

    private static func read(
        _ window: ByteWindow, file: String, region: String, into problems: inout [Problem]
    ) -> [Contact] {
        var contacts: [Contact] = []
        var writer = ContactPage.Writer()
        let reader = ContactReader(region: region)
        Table<BookColumn>.read(window, file: file, into: &problems) { row, problems in
            guard let fields = reader.fields(row, &problems) else { return }
            writer.add(fields)
            if writer.isFull { contacts += writer.take() }
        }
        return contacts + writer.take()
    }
}

/// Makes the fields of a contact of a row.
private struct ContactReader {
    let region: String

    func fields(_ row: TableRow<BookColumn>, _ problems: inout [Problem]) -> ContactFields? {
        let id = row.identifier(.id, &problems)
        let name = row.required(.name, expected: "the person's or the office's name", &problems)
        let emails = emails(row, &problems)
        let phones = phones(row, &problems)
        let language = language(row, &problems)
        guard let id else { return nil }
        return ContactFields(
            id: id, name: name, salutation: row[.salutation] ?? "", title: row[.title] ?? "",
            unit: row[.unit] ?? "", venue: row.optional(.venue), groups: row.values(.groups).unique,
            emails: emails.unique, phones: phones.unique, deputy: row.optional(.deputy),
            language: language, place: row.place)
    }

    private func emails(
        _ row: TableRow<BookColumn>, _ problems: inout [Problem]
    ) -> [EmailAddress] {
        row.values(.email).compactMap { text in
            do throws(EmailAddressError) {
                return try EmailAddress(parsing: text)
            } catch {
                problems.append(error.problem(for: text, at: row.place(of: .email)))
                return nil
            }
        }
    }

    private func phones(
        _ row: TableRow<BookColumn>, _ problems: inout [Problem]
    ) -> [PhoneNumber] {
        row.values(.phone).compactMap { text in
            do throws(PhoneNumberError) {
                return try PhoneNumber(parsing: text, region: region)
            } catch {
                problems.append(error.problem(for: text, at: row.place(of: .phone)))
                return nil
            }
        }
    }

    private func language(_ row: TableRow<BookColumn>, _ problems: inout [Problem]) -> String {
        guard let tag = row.optional(.language) else { return "vi" }
        if tag == "vi" || LanguageTag.isWellFormed(tag) { return tag }
        problems.append(.badLanguage(tag, at: row.place(of: .language)))
        return "vi"
    }
}

/// The shape of a language tag (BCP 47, RFC 5646 section 2.1): `vi`, `en-GB`, `zh-Hant`.
private enum LanguageTag {
    static func isWellFormed(_ tag: String) -> Bool {
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.count) else { return false }
        return language.allSatisfy(isLetter)
            && parts.dropFirst().allSatisfy { part in
                (1...8).contains(part.count) && part.allSatisfy { isLetter($0) || isDigit($0) }
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
