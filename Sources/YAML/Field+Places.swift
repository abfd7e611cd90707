package import ConvokeCore
package import Foundation

extension Field {
    /// A time zone by the name of its place (IANA time zone database).
    ///
    /// `GMT+7` is refused: it does not know of summer time, and its sign is read both ways.
    package func timeZone(into problems: inout [Problem]) -> TimeZone? {
        guard let text = text(into: &problems) else { return nil }
        if text.contains("/") || text == "UTC", let zone = TimeZone(identifier: text) {
            return zone
        }
        problems.append(.notATimeZone(text, at: place))
        return nil
    }

    /// A path inside the workspace, by its words alone: whether a link on the disk leads out of it is
    /// seen when the file is read.
    package func path(into problems: inout [Problem]) -> String? {
        guard let text = text(into: &problems) else { return nil }
        if WorkspacePath.isInside(text) { return text }
        problems.append(.outsideWorkspace(text, at: place))
        return nil
    }
}

/// Paths as the files of a workspace name other files of it.
package enum WorkspacePath {
    /// Whether the path is relative and no part of it goes up.
    package static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.hasPrefix("/") && !path.hasPrefix("~") && !path.contains("\0")
            && !parts.contains("..") && !path.isEmpty
    }
}

extension Problem {
    /// What people write for the only clock of Vietnam, which has one name in the tz database.
    private static let vietnamese: Set = [
        "asia/hanoi", "asia/ha_noi", "asia/vietnam", "asia/danang", "asia/da_nang", "asia/hue",
        "asia/ho chi minh", "vietnam", "hanoi", "ha noi", "saigon", "sai gon",
    ]

    static func notATimeZone(_ text: String, at place: Place) -> Problem {
        // A name that is only spelt alike is another country's clock.
        let nearest =
            vietnamese.contains(CleanText.folded(text))
            ? "Asia/Ho_Chi_Minh"
            : NearestName.nearest(
                to: text, in: TimeZone.knownTimeZoneIdentifiers, slips: 1)
        return Problem(
            .file, "This is not the name of a time zone", at: place, found: shortened(text),
            expected: "a place, such as Asia/Ho_Chi_Minh",
            fix: nearest.map { "Write “\($0)” instead, if that was meant." }
                ?? "Write the zone's name as Continent/City.")
    }

    /// A path that leaves the workspace.
    package static func outsideWorkspace(_ path: String, at place: Place?) -> Problem {
        Problem(
            .file, "This file does not lie in the workspace", at: place, found: shortened(path),
            expected: "a path below the workspace's folder, without ..",
            fix: "Copy the file into the workspace and write its path from there.")
    }
}
