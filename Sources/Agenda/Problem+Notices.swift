import ConvokeCore
import Foundation
import YAML

/// What a secretary reads about the moments of notices.
extension Problem {
    static func severalTimings(_ keys: [String], at place: Place) -> Problem {
        Problem(
            .file, "The notice has more than one kind of moment", at: place,
            found: keys.joined(separator: " and "), expected: "at, before or after",
            fix: "Keep one of them; several moments go into one list.")
    }

    static func noMoment(at place: Place) -> Problem {
        Problem(
            .file, "Nothing says when this notice goes out", at: place,
            expected: "at, before or after", fix: "Add a moment, such as before: 24h.")
    }

    static func sameLeadTwice(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "Two notices would have the same id", at: place, found: shortened(text),
            expected: "each length of time once", fix: "Delete one of the two.")
    }

    static func tooLate(
        _ moment: Date, lastUseful: Date, _ zone: TimeZone, at place: Place
    ) -> Problem {
        Problem(
            .file, "The notice would go out when it is of no use any more", at: place,
            found: Instant.text(moment, in: zone),
            expected: "not later than \(Instant.text(lastUseful, in: zone))",
            fix: "Write an earlier moment, or correct the time that it refers to.")
    }

    static func circle(_ ids: [String], at place: Place) -> Problem {
        Problem(
            .file, "These notices wait for each other", at: place,
            found: ids.map(shortened).joined(separator: " → "),
            expected: "one of them with a moment of its own",
            fix: "Give one of them a moment with “at”, or another “about”.")
    }

    static func about(_ name: String, _ doubt: SubjectNames.Doubt, at place: Place) -> Problem {
        switch doubt {
        case .unknown(let known): return .unknown(.subject, name, at: place, known: known)
        case .several(let kinds):
            return Problem(
                .file, "“\(shortened(name))” means several things", at: place,
                found: kinds.joined(separator: " and "),
                expected: "an id that only one of them has",
                fix: "Give one of them another id.")
        case .severalMoments(let ids):
            return Problem(
                .file, "The notice “\(shortened(name))” has several moments", at: place,
                found: shortened(name), expected: "one of: \(ids.joined(separator: ", "))",
                fix: "Write which of them is meant.")
        }
    }

    static func acknowledgesNoInvitation(at place: Place) -> Problem {
        Problem(
            .file, "Only an invitation is acknowledged", at: place,
            expected: "acknowledge_by at a notice of the kind invitation", fix: "Delete the key.")
    }

    static func acknowledgedTooLate(at place: Place) -> Problem {
        Problem(
            .file, "The invitation is to be acknowledged when the conference has begun", at: place,
            expected: "a time before the first session", fix: "Write an earlier time.")
    }

    static func acknowledgedTooSoon(at place: Place) -> Problem {
        Problem(
            .file, "The invitation is to be acknowledged before it goes out", at: place,
            expected: "a time after the notice's moment", fix: "Write a later time.")
    }
}
