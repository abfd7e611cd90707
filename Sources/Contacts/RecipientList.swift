package import ConvokeCore

/// Those whom a conference addresses.
package struct RecipientList: Sendable {
    /// In the order of the list; those of one row in the order of the book.
    package let recipients: [Recipient]
    /// For `check` to remark: nothing is wrong with them.
    package let overlaps: [Overlap]

    package init(recipients: [Recipient], overlaps: [Overlap]) {
        self.recipients = recipients
        self.overlaps = overlaps
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
