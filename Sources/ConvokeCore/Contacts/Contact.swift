/// A person or an office in the contact book.
///
/// A book has up to a million of them, so a contact is only a place in a `ContactPage`; its texts are
/// made when they are asked for.
package struct Contact: Sendable, Identifiable {
    let page: ContactPage
    let row: UInt32

    init(page: ContactPage, row: UInt32) {
        self.page = page
        self.row = row
    }

    package init(
        id: String, name: String, salutation: String = "", title: String = "", unit: String = "",
        venue: String? = nil, groups: [String] = [], emails: [EmailAddress] = [],
        phones: [PhoneNumber] = [], deputy: String? = nil, language: String = "vi", place: Place
    ) {
        var writer = ContactPage.Writer()
        writer.add(
            ContactFields(
                id: id, name: name, salutation: salutation, title: title, unit: unit, venue: venue,
                groups: groups, emails: emails, phones: phones, deputy: deputy, language: language,
                place: place))
        self.init(page: writer.page(), row: 0)
    }

    /// Short and stable: recipient lists, ladders and the ledger refer to it.
    package var id: String { page.id(row) }
    package var name: String { page.opened.text(.name, row) }
    /// How a letter addresses it, such as `Kính gửi`.
    package var salutation: String { page.opened.text(.salutation, row) }
    package var title: String { page.opened.text(.title, row) }
    /// The agency it belongs to.
    package var unit: String { page.opened.text(.unit, row) }
    /// Id of the venue that it takes part from, if any.
    package var venue: String? { page.opened.optional(.venue, row) }
    package var groups: [String] { page.opened.groups(row) }
    /// In the order of preference: the first is used, the others after it failed.
    package var emails: [EmailAddress] { page.opened.emails(row) }
    package var phones: [PhoneNumber] { page.opened.phones(row) }
    /// Id of the contact who stands in for it.
    package var deputy: String? { page.opened.optional(.deputy, row) }
    /// BCP 47 language tag of what is sent to it.
    package var language: String { page.opened.text(.language, row) }
    package var place: Place { page.opened.place(row) }

    // What is asked of everybody, without making the values.
    package var hasEmail: Bool { page.opened.count(.emails, row) > 0 }
    package var hasPhone: Bool { page.opened.count(.phones, row) > 0 }
    package var hasGroups: Bool { page.opened.count(.groups, row) > 0 }
    package var hasUnit: Bool { page.opened.count(.unit, row) > 0 }
    package var hasDeputy: Bool { page.opened.count(.deputy, row) > 0 }
}

extension Contact: Hashable {
    package static func == (one: Contact, other: Contact) -> Bool {
        if one.page === other.page, one.row == other.row { return true }
        return one.fields == other.fields
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }

    var fields: ContactFields {
        ContactFields(
            id: id, name: name, salutation: salutation, title: title, unit: unit, venue: venue,
            groups: groups, emails: emails, phones: phones, deputy: deputy, language: language,
            place: place)
    }
}

/// What a contact is made of, each by itself.
package struct ContactFields: Equatable {
    package let id: String
    package let name: String
    package let salutation: String
    package let title: String
    package let unit: String
    package let venue: String?
    package let groups: [String]
    package let emails: [EmailAddress]
    package let phones: [PhoneNumber]
    package let deputy: String?
    package let language: String
    package let place: Place

    package init(
        id: String, name: String, salutation: String, title: String, unit: String, venue: String?,
        groups: [String], emails: [EmailAddress], phones: [PhoneNumber], deputy: String?,
        language: String, place: Place
    ) {
        self.id = id
        self.name = name
        self.salutation = salutation
        self.title = title
        self.unit = unit
        self.venue = venue
        self.groups = groups
        self.emails = emails
        self.phones = phones
        self.deputy = deputy
        self.language = language
        self.place = place
    }
}
