package import Foundation

/// A time with a topic.
package struct Session: Hashable, Sendable, Identifiable {
    package let id: String
    package let title: String
    package let start: Date
    package let end: Date
    package let place: Place

    package init(id: String, title: String, start: Date, end: Date, place: Place) {
        self.id = id
        self.title = title
        self.start = start
        self.end = end
        self.place = place
    }
}

/// A technical test run, with the contacts to call about it.
package struct LineTest: Hashable, Sendable, Identifiable {
    package let id: String
    /// What it is called in letters; its id where the file gives none.
    package let title: String
    package let at: Date
    package let audience: Selector
    /// Ids of contacts, in the order to call.
    package let call: [String]
    package let place: Place

    package init(
        id: String, title: String, at: Date, audience: Selector, call: [String], place: Place
    ) {
        self.id = id
        self.title = title
        self.at = at
        self.audience = audience
        self.call = call
        self.place = place
    }
}
