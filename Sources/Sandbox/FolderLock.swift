package import Foundation

/// Keeps a folder for one sandbox: a second one would write another certificate authority over the first
/// one's, and nobody would trust that any more.
///
/// By flock(2) on the folder itself, which ends with its process.
package final class FolderLock: Sendable {
    private let file: Int32

    /// Makes the folder where it is missing. Throws `SandboxError`: `inUse` when another sandbox has it.
    package init(_ directory: URL) throws(SandboxError) {
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(
                path: directory.path, reason: error.localizedDescription, isDiskFull: false)
        }
        file = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else {
            throw .cannotWrite(
                path: directory.path, reason: String(cString: strerror(errno)), isDiskFull: false)
        }
        if flock(file, LOCK_EX | LOCK_NB) != 0 {
            close(file)
            throw .inUse(path: directory.path)
        }
    }

    deinit {
        close(file)
    }
}
