package import ConvokeCore

/// Those whom a conference addresses.
package struct RecipientList: Sendable {
    /// In the order of the list; those of one row in the order of the book.
    package let recipients: [Recipient]
    /// For `check` to remark: nothing is wrong with them.
    package let overlaps: [Overlap]
    private let ids: IDTable

    package init(recipients: [Recipient], overlaps: [Overlap]) {
        self.init(
            recipients: recipients, overlaps: overlaps,
            ids: IDTable(recipients.count) { recipients[$0].id })
    }

    /// `ids` has those of all recipients, by their places.
    init(recipients: [Recipient], overlaps: [Overlap], ids: IDTable) {
        self.recipients = recipients
        self.overlaps = overlaps
        self.ids = ids
    }

    /// Where the recipient of an id stands; nil for nobody.
    package func index(of id: String) -> Int? {
        ids.index(of: id) { recipients[$0].id }
    }
}

/// A contact whom two rows of a list select; the first of them counts.
package struct Overlap: Hashable, Sendable {
    package let contact: String
    package let first: Place
    package let later: Place

    package init(contact: String, first: Place, later: Place) {
        self.contact = contact
        self.first = first
        self.later = later
    }
}
