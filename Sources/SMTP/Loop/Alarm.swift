import ConvokeCore
import Glibc

/// A pipe by which one thread ends another's poll(2).
final class Alarm: Sendable {
    private let out: Int32
    private let into: Int32

    init() throws(SessionFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw SessionFailure(
                .unreachable, stage: .connect, detail: String(cString: strerror(errno)))
        }
        (out, into) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(out)
        close(into)
    }

    /// What poll(2) is to look at besides.
    var entry: pollfd { pollfd(fd: out, events: Int16(POLLIN), revents: 0) }

    /// A pipe that is full rings already.
    func ring() {
        var byte: UInt8 = 1
        _ = write(into, &byte, 1)
    }

    /// Takes out what rang, where the entry says that something did.
    func quieten(_ entry: pollfd) {
        guard entry.revents != 0 else { return }
        var bytes: (UInt64, UInt64) = (0, 0)
        _ = read(out, &bytes, 16)
    }
}
