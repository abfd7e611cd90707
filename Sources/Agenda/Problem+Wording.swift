import ConvokeCore
import Foundation
import YAML

/// What a secretary reads about a conference file.
extension Problem {
    static func idIsNotName(_ id: String, file: String, at place: Place) -> Problem {
        Problem(
            .file, "The conference's id is not the name of its file", at: place,
            found: shortened(id), expected: shortened(file),
            fix: "Write “\(shortened(file))” here, or rename the file to \(shortened(id)).yaml.")
    }

    static func duplicateID(_ id: String, at place: Place, first: Place) -> Problem {
        Problem(
            .file, "The id “\(shortened(id))” stands twice", at: place,
            found: first.line.map { "also in line \($0)" } ?? "also in \(first)",
            expected: "each id once", fix: "Give one of the two another id.")
    }

    static func reservedID(_ id: String, at place: Place) -> Problem {
        Problem(
            .file, "The id “\(id)” means the invitation itself", at: place, found: id,
            expected: "another id", fix: "Give the obligation another id.")
    }

    static func skippedTime(_ wall: WallTime, in zone: TimeZone, at place: Place) -> Problem {
        let clock = "\(Instant.pad(wall.hour)):\(Instant.pad(wall.minute))"
        return Problem(
            .file,
            "Clocks in \(zone.identifier) never show this time: they are put forward past it",
            at: place, found: clock, expected: "a time that clocks show on that day",
            fix: "Write a time before or after the hour that is left out.")
    }

    static func noSession(at place: Place) -> Problem {
        Problem(
            .file, "The conference has no session", at: place, found: "an empty list",
            expected: "at least one session", fix: "Add a session with id, title, start and end.")
    }

    static func endsBeforeStart(at place: Place) -> Problem {
        Problem(
            .file, "The session ends before it begins", at: place,
            expected: "an end after the start",
            fix: "Correct the start or the end.")
    }

    static func afterTheEnd(at place: Place) -> Problem {
        Problem(
            .file, "This lies after the end of the conference", at: place,
            expected: "a time not later than the end of the last session",
            fix: "Correct this time, or the sessions.")
    }

    static func linkOrFile(both: Bool, at place: Place) -> Problem {
        Problem(
            .file,
            both
                ? "The document has both a link and a file"
                : "The document has neither a link nor a file", at: place,
            expected: "url or file",
            fix: both
                ? "Delete one of the two." : "Add url with its address, or file with its path.")
    }

    static func venueLoop(_ id: String, at place: Place) -> Problem {
        Problem(
            .file, "The venue “\(shortened(id))” lies below itself", at: place,
            expected: "a parent that is not below it", fix: "Correct the parent.")
    }

    static func notARung(_ text: String, at place: Place) -> Problem {
        let isMail = text == Channel.email.rawValue
        return Problem(
            .file,
            isMail
                ? "The ladder begins when mail has failed" : "This is not a way that a rung can go",
            at: place, found: shortened(text), expected: "sms or call",
            fix: "Write sms for a text message, or call for a person who phones.")
    }

    static func endsWithoutCall(at place: Place) -> Problem {
        Problem(
            .file, "The ladder ends without a person being called", at: place, found: "sms",
            expected: "call in the last rung",
            fix: "Add a last rung, such as {channel: call, to: duty}.")
    }

    static func nobodyOnDuty(at place: Place) -> Problem {
        Problem(
            .file, "This rung calls whoever is on duty, and nobody is", at: place, found: "duty",
            expected: "a contact's id under “duty”",
            fix: "Add the key “duty” to the conference, or write recipient or deputy here.")
    }
}
