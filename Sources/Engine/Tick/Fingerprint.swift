import ConvokeCore
import Foundation
import Workspace

/// What tells that none of a conference's files has changed, without reading them.
enum Fingerprint {
    /// Size, moment of the last change and inode of each file that recipients and moments follow from.
    static func of(_ office: Office, _ conference: Conference) -> String {
        let files =
            [WorkspaceFolder.settings, "conferences/\(conference.id).yaml"]
            + office.settings.contacts + [conference.recipientList]
            + [conference.venueFile].compactMap(\.self)
        return files.map { mark(office.folder.anywhere($0)) }.joined(separator: ";")
    }

    /// Asked of Foundation: `stat` itself belongs to another module as soon as one of SwiftNIO's is
    /// loaded too. A file that is not there has a mark of its own.
    private static func mark(_ path: String) -> String {
        let file = URL(filePath: path).resolvingSymlinksInPath().path
        guard let marks = try? FileManager.default.attributesOfItem(atPath: file),
            let size = marks[.size] as? NSNumber, let inode = marks[.systemFileNumber] as? NSNumber,
            let changed = marks[.modificationDate] as? Date
        else { return "-" }
        return "\(size).\(changed.timeIntervalSinceReferenceDate).\(inode)"
    }
}
