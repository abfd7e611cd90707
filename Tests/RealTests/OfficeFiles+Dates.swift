import Foundation
import TestWorkspace

extension OfficeFiles {
    /// Moves the conference that was written to a folder: invited the day before a moment, papers two
    /// days after it, the session three days after it.
    static func moveDates(in folder: URL, around moment: Date) throws {
        let path = folder.appending(path: "conferences/meeting.yaml")
        var conference = try String(contentsOf: path, encoding: .utf8)
        for (old, days) in [("11-24", 3.0), ("11-22", 2.0), ("11-19", -1.0)] {
            let day = local(moment + days * 86400).prefix(10)
            conference = conference.replacing("2021-\(old)", with: day)
        }
        try write(conference, to: path)
    }

    /// On the wall clocks of the office, in Việt Nam.
    static func local(_ moment: Date) -> String {
        var style = Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt)
        style = style.year().month().day().time(includingFractionalSeconds: false)
        return String(moment.formatted(style).prefix(16))
    }
}
