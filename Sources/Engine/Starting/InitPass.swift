package import ConvokeCore
import Foundation

/// Makes a workspace that passes `check`: a small office with one conference, to be written over.
package struct InitPass {
    private let clock: Clock

    package init(clock: Clock) {
        self.clock = clock
    }

    /// Writes the files of a new workspace and returns their paths.
    ///
    /// - Throws: a usage problem when the folder holds something already; nothing is written then.
    package func run(_ folder: String) throws(Problem) -> [String] {
        let manager = FileManager.default
        if let found = try? manager.contentsOfDirectory(atPath: folder), !found.isEmpty {
            throw Problem(
                .usage, "The folder is not empty", at: Place(folder),
                found: found.sorted().prefix(3).joined(separator: ", "),
                fix: "Name a new folder; nothing was written.")
        }
        let files = StarterFiles.all(now: clock.now)
        do {
            for (path, text) in files {
                let whole = "\(folder)/\(path)"
                let parent = (whole as NSString).deletingLastPathComponent
                try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: URL(fileURLWithPath: whole))
            }
        } catch {
            throw .cannotWrite(folder, "\(error)")
        }
        return files.map(\.path)
    }
}
