import Foundation

/// An open file that only its owner may read, closed when it is let go.
final class PrivateFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens `path` with open(2)'s flags, mode 0600; throws ``SandboxError``.
    init(path: String, flags: Int32) throws {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path: path) }
    }

    deinit { close(descriptor) }

    /// Writes all bytes; throws ``SandboxError``.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let written = Foundation.write(descriptor, piece.baseAddress, piece.count)
            if written < 0 {
                guard errno == EINTR else { throw Self.failure(path: path) }
            } else {
                rest = rest.dropFirst(written)
            }
        }
    }

    /// Makes a folder, mode 0700; one that is there already stays as it is.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path: path) }
    }

    /// What the last system call complained of.
    static func failure(path: String) -> SandboxError {
        let code = errno
        return .cannotWrite(
            path: path, reason: String(cString: strerror(code)),
            isDiskFull: code == ENOSPC || code == EDQUOT
        )
    }
}
