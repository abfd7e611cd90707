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

    private static func mark(_ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "-" }
        return "\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
            + ".\(status.st_ino)"
    }
}
