import ConvokeCore
import Foundation

/// The moments of a conference that notices are counted from.
struct Anchors {
    /// One of them: what it is, when, whom it concerns, and after when a reminder of it is of no use.
    struct Anchor {
        let subject: Notice.Subject?
        let moment: Date
        let audience: Selector
        let deadline: Date?
    }

    /// Start of the first session; nil when no session could be read.
    let start: Date?
    /// End of the last session.
    let end: Date?
    /// When the first session wants everybody in the room.
    let assembly: Date?
    private let subjects: [Notice.Subject: Anchor]

    init(sessions: [Session], lineTests: [LineTest], obligations: [Obligation], arrive: Span) {
        start = sessions.map(\.start).min()
        end = sessions.map(\.end).max()
        assembly = start?.addingTimeInterval(-Double(arrive.seconds))
        let anchors =
            obligations.map { entry in
                Anchor(
                    subject: .obligation(entry.id), moment: entry.due, audience: entry.audience,
                    deadline: entry.due)
            }
            + lineTests.map { entry in
                Anchor(
                    subject: .lineTest(entry.id), moment: entry.at, audience: entry.audience,
                    deadline: entry.at)
            }
            + sessions.map { entry in
                Anchor(
                    subject: .session(entry.id), moment: entry.start, audience: .all,
                    deadline: entry.start)
            }
        subjects = Dictionary(
            anchors.compactMap { anchor in anchor.subject.map { ($0, anchor) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Nil when the entry itself could not be read.
    subscript(subject: Notice.Subject) -> Anchor? { subjects[subject] }

    /// What a notice without `about` is counted from: the beginning of the conference.
    var beginning: Anchor? {
        start.map { Anchor(subject: nil, moment: $0, audience: .all, deadline: $0) }
    }

    /// After this moment a notice is of no use: a reminder's deadline or start, the end for what tells
    /// of a change, for anything else the moment at which everybody is in the room.
    func lastUseful(_ kind: Notice.Kind, _ anchor: Anchor?) -> Date? {
        switch kind {
        case .reminder: anchor?.deadline ?? assembly
        case .correction, .cancellation: end
        case .invitation, .documents: assembly
        }
    }

    /// Tests and deadlines that lie after the last session.
    func problemsAfterTheEnd(
        _ lineTests: [LineTest], _ obligations: [Obligation], places: [String: Place]
    ) -> [Problem] {
        guard let end else { return [] }
        let late =
            lineTests.filter { $0.at > end }.map { ($0.place, "at") }
            + obligations.filter { $0.due > end }.map { ($0.place, "due") }
        return late.map { place, key in
            .afterTheEnd(at: places["\(place.field ?? "").\(key)"] ?? place)
        }
    }
}
