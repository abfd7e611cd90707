package import Foundation

/// One planned communication, with one moment.
package struct Notice: Hashable, Sendable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable {
        case invitation, documents, reminder, correction, cancellation
    }

    /// What a notice reminds of, or is timed by.
    package enum Subject: Hashable, Sendable {
        case obligation(String)
        case lineTest(String)
        case session(String)
        case notice(String)
    }

    /// The entry's id; with several `before` or `after` values `entry@24h`.
    package let id: String
    /// The id as the conference file has it.
    package let entry: String
    package let kind: Kind
    /// Name of the template, without folder and ending.
    package let template: String
    package let about: Subject?
    package let audience: Selector
    /// When it is to go out.
    package let moment: Date
    /// After this moment it is of no use to anybody.
    package let lastUseful: Date
    /// By when an invitation is to be acknowledged, where that is asked.
    package let acknowledgeBy: Date?
    /// Goes out in quiet hours too (khẩn, hỏa tốc).
    package let urgent: Bool
    package let place: Place

    package init(
        id: String, entry: String, kind: Kind, template: String, about: Subject?,
        audience: Selector, moment: Date, lastUseful: Date, acknowledgeBy: Date?, urgent: Bool,
        place: Place
    ) {
        self.id = id
        self.entry = entry
        self.kind = kind
        self.template = template
        self.about = about
        self.audience = audience
        self.moment = moment
        self.lastUseful = lastUseful
        self.acknowledgeBy = acknowledgeBy
        self.urgent = urgent
        self.place = place
    }
}
