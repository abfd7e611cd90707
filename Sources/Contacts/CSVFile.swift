package import ConvokeCore
package import Foundation

/// The one place where these files are read from the disk.
package enum CSVFile {
    /// The bytes of a file; `name` is its path in the workspace, for the problem.
    package static func bytes(at url: URL, name: String) throws(Problem) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: url))
        } catch {
            let isMissing = (error as? CocoaError)?.code == .fileReadNoSuchFile
            throw Problem(
                .file, isMissing ? "The file does not exist" : "The file cannot be read",
                at: Place(name),
                fix: isMissing
                    ? "Correct the path, or put the file there"
                    : "Check that you may read the file",
                detail: "\(error)")
        }
    }
}
