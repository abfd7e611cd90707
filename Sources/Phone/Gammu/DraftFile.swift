import Foundation

/// A file that nobody sees until it is whole and on disk.
final class DraftFile {
    private let descriptor: Int32
    private let path: String

    /// Mode 0660: the daemon usually runs as another user of the same group.
    /// Throws POSIXError, as all of it does.
    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o660)
        guard descriptor >= 0 else { throw Self.failure }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw Self.failure
            }
        }
    }

    func publish(as name: String) throws {
        guard fsync(descriptor) == 0, rename(path, name) == 0 else { throw Self.failure }
    }

    private static var failure: any Error {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
