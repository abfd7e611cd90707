package import Foundation

/// What is convened.
package struct Conference: Sendable {
    package let id: String
    package let title: String
    /// Who calls it.
    package let convener: String
    /// The zone of its wall clocks.
    package let timeZone: TimeZone
    /// How long before a session everybody is to be there.
    package let arrive: Span
    /// In the order of their start.
    package let sessions: [Session]
    package let venues: VenueTree
    package let documents: [Document]
    package let lineTests: [LineTest]
    package let obligations: [Obligation]
    package let requests: [Request]
    /// One for each moment: an entry with three `before` values is three notices.
    package let notices: [Notice]
    package let ladder: [Step]
    /// Id of the contact on duty, the last rung.
    package let duty: String?
    /// Path of the recipient list, relative to the workspace.
    package let recipientList: String
    /// Path of the file with the venues, relative to the workspace; nil when they are inline or none.
    package let venueFile: String?
    /// Whether invitations carry entries for the recipients' calendars.
    package let hasCalendar: Bool
    package let place: Place

    package init(
        id: String, title: String, convener: String, timeZone: TimeZone, arrive: Span,
        sessions: [Session], venues: VenueTree, documents: [Document], lineTests: [LineTest],
        obligations: [Obligation], requests: [Request], notices: [Notice], ladder: [Step],
        duty: String?, recipientList: String, venueFile: String? = nil,
        hasCalendar: Bool = true, place: Place
    ) {
        self.id = id
        self.title = title
        self.convener = convener
        self.timeZone = timeZone
        self.arrive = arrive
        self.sessions = sessions
        self.venues = venues
        self.documents = documents
        self.lineTests = lineTests
        self.obligations = obligations
        self.requests = requests
        self.notices = notices
        self.ladder = ladder
        self.duty = duty
        self.recipientList = recipientList
        self.venueFile = venueFile
        self.hasCalendar = hasCalendar
        self.place = place
    }

    /// When the first session wants everybody in the room.
    package var assembly: Date? {
        sessions.map(\.start).min()?.addingTimeInterval(-Double(arrive.seconds))
    }

    package func obligation(_ id: String) -> Obligation? { obligations.first { $0.id == id } }
    package func lineTest(_ id: String) -> LineTest? { lineTests.first { $0.id == id } }
    package func session(_ id: String) -> Session? { sessions.first { $0.id == id } }
    package func notice(_ id: String) -> Notice? {
        notices.first { $0.id == id } ?? onDemandNotices.first { $0.id == id }
    }
}
