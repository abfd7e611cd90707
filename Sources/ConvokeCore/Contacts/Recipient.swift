/// In which capacity a conference addresses a contact.
package enum Role: String, Sendable, CaseIterable {
    /// Presides.
    case chair
    /// Takes part.
    case invited
    /// Is told, and need not come ("để báo cáo").
    case informed
    /// Looks after lines and equipment.
    case technical
    /// Keeps the copy for the file ("Lưu").
    case file
}

/// A contact as addressed by one conference.
package struct Recipient: Hashable, Sendable, Identifiable {
    package let contact: Contact
    package let role: Role
    /// The venue that it answers for, where it has one in this conference.
    package let venue: Venue?

    package init(contact: Contact, role: Role, venue: Venue?) {
        self.contact = contact
        self.role = role
        self.venue = venue
    }

    package var id: String { contact.id }
}
