package import Foundation

/// What a recipient must do by a moment.
package struct Obligation: Hashable, Sendable, Identifiable {
    package let id: String
    package let title: String
    package let due: Date
    package let audience: Selector
    /// Ids of the contacts to report to.
    package let reportTo: [String]
    package let place: Place

    package init(
        id: String, title: String, due: Date, audience: Selector, reportTo: [String], place: Place
    ) {
        self.id = id
        self.title = title
        self.due = due
        self.audience = audience
        self.reportTo = reportTo
        self.place = place
    }
}

/// What is asked of one unit, without a date: it stands in that unit's invitation.
package struct Request: Hashable, Sendable, Identifiable {
    package let id: String
    package let text: String
    package let audience: Selector
    package let place: Place

    package init(id: String, text: String, audience: Selector, place: Place) {
        self.id = id
        self.text = text
        self.audience = audience
        self.place = place
    }
}
