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
/// A page of the file for each session, by its number, behind one for the run: which turn may have left, and
/// two notes, of which a new one takes the place of the older. So of each session only one end, the last,
/// may be missing on the disk when it lets a byte go.
package final class FlightRecorder: Sendable {
    private let path: String
    private let file: Int32
    /// How many notes each session has written.
    private let written: Mutex<[Int: Int]> = .init([:])

    static let page = 4096
    /// Where the notes of a page begin, and how much room each has, in bytes.
    static let places = [1024, 2560]
    static let room = 1536

    /// Begins the record of a run, in place of any that its conference had; mode 0600.
    init(for lease: Lease, beside ledger: String, sessions: Int) throws(LedgerFailure) {
        path = Self.path(of: lease.conference, beside: ledger)
        Self.remove(path)
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno, path) }
        let code = posix_fallocate(file, 0, off_t(Self.start(of: sessions + 1)))
        guard code == 0 else { throw .system(code, path) }
        try write(FlightRecord.head(of: lease), at: 0)
    }

    deinit { Foundation.close(file) }

    /// The last byte of this turn may leave from now on; no later turn's may.
    package func leaves(session: Int, turn: Int) throws(LedgerFailure) {
        var bytes: [UInt8] = []
        bytes.append(Int64(turn))
        try write(bytes, at: Self.start(of: session))
    }

    /// Notes that the relay has taken a message. False when this end could not be noted: then nothing of the
    /// session may leave before it is on the disk.
    package func notes(_ end: AttemptEnd, turn: Int) -> Bool {
        guard let bytes = FlightNote.bytes(of: end, turn: turn), bytes.count <= Self.room else {
            return false
        }
        let place = written.withLock { written in
            defer { written[end.session, default: 0] += 1 }
            return Self.places[written[end.session, default: 0] % Self.places.count]
        }
        do throws(LedgerFailure) {
            try write(bytes, at: Self.start(of: end.session) + place)
            return true
        } catch {
            return false
        }
    }

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

    static func start(of session: Int) -> Int { (session + 1) * page }

    private func write(_ bytes: [UInt8], at place: Int) throws(LedgerFailure) {
        let count = pwrite(file, bytes, bytes.count, off_t(place))
        if count == bytes.count { return }
        throw .system(count < 0 ? errno : ENOSPC, path)
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
