import ConvokeCore
import Foundation
import Synchronization

/// What the sessions of a run did since the ledger's last flush, for the run after a crash.
///
/// The ledger says on the disk what is about to be sent, and a little later what became of it. A run that
/// is killed between the two leaves messages behind that the relay has taken, or that were never begun.
/// So before a session lets the last byte of a turn go it says so here, and when the relay has taken the
/// message, that. Nothing here is flushed: what was written survives the death of the process, not that of
/// the machine, and is believed only while that is still running (`FlightRecord`).
///
/// The file is mapped into memory, as SQLite's index of the WAL is: its room on the disk is taken at the
/// beginning, and to note something is to copy it. A page for each session, by its number, behind one for the
/// run: which turn may have left, and the last notes, of which a new one takes the place of the oldest.
///
/// `@unchecked Sendable`: `map` is set once. A session's page is written for that session alone, which takes
/// turns with the others on one thread (`SessionLoop`), so by one writer at a time; the run's own page before
/// the first session begins and after the last has ended. Nobody reads the map.
package final class FlightRecorder: @unchecked Sendable {
    private let path: String
    private let file: Int32
    private let map: UnsafeMutableRawBufferPointer
    /// How many notes each session has written.
    private let written: Mutex<[Int: Int]> = .init([:])

    /// Of all ends of a session, so many may be missing on the disk when it lets a message's last byte go:
    /// the last ones, and each of them is noted here.
    package static let unwritten = 3

    static let page = 8192
    /// Where the notes of a page begin, and how much room each has, in bytes: one for each end that may be
    /// missing, and for the one that comes next.
    static let places = (0...unwritten).map { 1024 + $0 * room }
    static let room = 1792

    /// Begins the record of a run, in place of any that its conference had; mode 0600.
    init(for lease: Lease, beside ledger: String, sessions: Int) throws(LedgerFailure) {
        path = Self.path(of: lease.conference, beside: ledger)
        Self.remove(path)
        file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno, path) }
        do throws(LedgerFailure) {
            map = try Self.map(file, Self.start(of: sessions + 1), path)
        } catch {
            Foundation.close(file)
            throw error
        }
        map.copyBytes(from: FlightRecord.head(of: lease))
    }

    deinit {
        munmap(map.baseAddress, map.count)
        Foundation.close(file)
    }

    /// The last byte of this turn may leave from now on; no later turn's may. Of a session beyond those
    /// that were announced nothing is recorded, and its turns are judged by their order.
    package func leaves(session: Int, turn: Int) {
        guard hasPage(session) else { return }
        write(Int64(turn), at: Self.start(of: session))
    }

    /// Notes that the relay has taken a message. False when this end could not be noted: then nothing of the
    /// session may leave before it is on the disk.
    package func notes(_ end: AttemptEnd, turn: Int) -> Bool {
        guard hasPage(end.session), let bytes = FlightNote.bytes(of: end, turn: turn),
            bytes.count <= Self.room
        else { return false }
        let number = written.withLock { written in
            defer { written[end.session, default: 0] += 1 }
            return written[end.session, default: 0]
        }
        let place = Self.start(of: end.session) + Self.places[number % Self.places.count]
        // The turn, which comes first, is written last: until then there is no note.
        let rest = bytes.dropFirst(MemoryLayout<Int64>.size)
        write(0, at: place)
        UnsafeMutableRawBufferPointer(rebasing: map[(place + MemoryLayout<Int64>.size)...])
            .copyBytes(from: rest)
        write(Int64(turn), at: place)
        return true
    }

    /// No session of the run sends anything any more, though its process may live on: what is not begun now
    /// will not be.
    package func close() { write(1, at: Self.closing) }

    /// Where the run's page says so.
    static let closing = 1024

    /// Everything is in the ledger: nothing is to be learnt from the record any more.
    package func remove() {
        if isInPlace { Self.remove(path) }
    }

    /// Whether the file of that name is still this one, and not that of a run that took over.
    private var isInPlace: Bool {
        var (own, there) = (stat(), stat())
        guard fstat(file, &own) == 0, stat(path, &there) == 0 else { return false }
        return own.st_ino == there.st_ino && own.st_dev == there.st_dev
    }

    private func hasPage(_ session: Int) -> Bool {
        session >= 0 && Self.start(of: session + 1) <= map.count
    }

    static func start(of session: Int) -> Int { (session + 1) * page }

    /// A number in one piece, after everything that was written before it and before everything after it.
    private func write(_ number: Int64, at place: Int) {
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        map.storeBytes(of: number.littleEndian, toByteOffset: place, as: Int64.self)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    /// So many bytes of the file, which get their room on the disk at once.
    private static func map(
        _ file: Int32, _ size: Int, _ path: String
    ) throws(LedgerFailure) -> UnsafeMutableRawBufferPointer {
        let code = posix_fallocate(file, 0, off_t(size))
        guard code == 0 else { throw .system(code, path) }
        guard let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
            start != MAP_FAILED
        else { throw .system(errno, path) }
        return UnsafeMutableRawBufferPointer(start: start, count: size)
    }
}

// MARK: - The file

extension FlightRecorder {
    /// Beside the ledger, by the conference's id, as much of it as a file's name has room for. Two ids that
    /// begin alike would take each other's record away: that costs doubts after a crash, and no mail.
    static func path(of conference: String, beside ledger: String) -> String {
        "\(ledger).\(String(String.UnicodeScalarView(conference.unicodeScalars.prefix(40)))).flights"
    }

    /// A record that stays does no harm: the next run knows that it is not its own.
    static func remove(_ path: String) { _ = unlink(path) }
}

extension Ledger {
    /// The flight recorder of a run's sessions, numbered from 1.
    package func recorder(
        for lease: Lease, sessions: Int
    ) throws(LedgerFailure) -> FlightRecorder {
        try FlightRecorder(for: lease, beside: path, sessions: sessions)
    }
}
