import Foundation

/// The ledger as a file, before SQLite opens it.
enum LedgerFile {
    /// Makes an empty file that only its owner can read, unless there is a file; SQLite gives `-wal`
    /// and `-shm` the same mode. An existing file is never opened here: closing it would drop the
    /// locks that another connection of this process has on it (POSIX fcntl).
    static func create(at path: String) throws(LedgerFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 {
            Foundation.close(file)
        } else if errno != EEXIST {
            throw .system(errno, path)
        }
    }

    static func exists(at path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes a new file for a backup; it never overwrites one.
    static func createForBackup(at path: String) throws(LedgerFailure) {
        guard !exists(at: path) else { throw .fileExists(path) }
        try create(at: path)
    }
}
