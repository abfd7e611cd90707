/// A person or an office in the contact book.
package struct Contact: Hashable, Sendable, Identifiable {
    /// Short and stable: recipient lists, ladders and the ledger refer to it.
    package let id: String
    package let name: String
    /// How a letter addresses it, such as `Kính gửi`.
    package let salutation: String
    package let title: String
    /// The agency it belongs to.
    package let unit: String
    /// Id of the venue that it takes part from, if any.
    package let venue: String?
    package let groups: [String]
    /// In the order of preference: the first is used, the others after it failed.
    package let emails: [EmailAddress]
    package let phones: [PhoneNumber]
    /// Id of the contact who stands in for it.
    package let deputy: String?
    /// BCP 47 language tag of what is sent to it.
    package let language: String
    package let place: Place

    package init(
        id: String, name: String, salutation: String = "", title: String = "", unit: String = "",
        venue: String? = nil, groups: [String] = [], emails: [EmailAddress] = [],
        phones: [PhoneNumber] = [], deputy: String? = nil, language: String = "vi", place: Place
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
