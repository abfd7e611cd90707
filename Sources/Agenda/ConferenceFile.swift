package import ConvokeCore
package import Foundation
import YAML

/// Reads `conferences/<id>.yaml`.
package enum ConferenceFile {
    /// All that the file says, with every problem in it added to `problems`; nil when it cannot be
    /// read as YAML at all. `zone` is the workspace's, for a conference that names none.
    ///
    /// While there are problems the draft is good for further checks only: what was wrong is left
    /// out of it.
    package static func read(
        _ text: String, file: String, zone: TimeZone, into problems: inout [Problem]
    ) -> ConferenceDraft? {
        guard let root = YAMLFile.read(text, file: file, into: &problems) else { return nil }
        var reading = ConferenceReading(root: root, zone: zone)
        let draft = reading.draft()
        problems += reading.problems.inOrder
        return draft
    }
}

/// What a conference file says, before its venues are read from another file.
package struct ConferenceDraft: Sendable {
    /// Where the venues come from.
    package enum Venues: Sendable {
        case none
        /// They are named in a way that cannot be read.
        case unread
        /// A path inside the workspace.
        case file(String, Place)
        case inline([Venue])
    }

    package let venues: Venues
    /// The place of every field by its path, such as `notices[2].for`.
    package let places: [String: Place]
    private let withoutVenues: Conference

    init(_ conference: Conference, venues: Venues, places: [String: Place]) {
        withoutVenues = conference
        self.venues = venues
        self.places = places
    }

    /// Path of the recipient list.
    package var recipientList: String { withoutVenues.recipientList }

    private var venueFile: String? {
        if case .file(let path, _) = venues { path } else { nil }
    }

    /// The conference, once the venues of its file are read; what is inline needs none.
    package func conference(venues read: VenueTree = VenueTree([])) -> Conference {
        let tree = if case .inline(let venues) = venues { VenueTree(venues) } else { read }
        let draft = withoutVenues
        return Conference(
            id: draft.id, title: draft.title, convener: draft.convener, timeZone: draft.timeZone,
            arrive: draft.arrive, sessions: draft.sessions, venues: tree,
            documents: draft.documents, lineTests: draft.lineTests,
            obligations: draft.obligations, requests: draft.requests, notices: draft.notices,
            ladder: draft.ladder, duty: draft.duty, recipientList: draft.recipientList,
            venueFile: venueFile, hasCalendar: draft.hasCalendar, place: draft.place)
    }
}
