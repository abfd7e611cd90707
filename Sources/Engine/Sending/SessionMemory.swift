import LedgerStore
import SMTP

/// What an outbox remembers of one SMTP session.
struct SessionMemory: Sendable {
    /// Counts its intents.
    var turn = 0
    /// Until this is on the disk, no further message of the session may be finished: of all its ends only
    /// the last few may be missing there.
    private(set) var endBefore: Ticket?
    /// Its last ends, which may be missing.
    private var ends: [Ticket] = []
    /// Composed and handed in to the ledger before the session needs them, the next one first.
    private var ahead: [Parcel] = []
    /// When it asked for its last two parcels, in seconds of uptime.
    private var asked = (before: -Double.infinity, last: -Double.infinity)
    private var isQuick = false

    /// So many parcels are taken ahead. Then their intents are on the disk when their turn comes, and a
    /// flush has more in it.
    static let farthest = 2

    /// Seconds for a message, above which there is nothing to wait for at the disk: who takes nothing ahead
    /// then leaves more to the other sessions, should this one get stuck.
    private static let slow = 0.02

    /// `isNoted` when the end is in the flight record; otherwise no byte may leave before it is on the disk.
    mutating func ended(_ ticket: Ticket, isNoted: Bool) {
        ends.append(ticket)
        let missing = isNoted ? FlightRecorder.unwritten : 0
        while ends.count > missing { endBefore = ends.removeFirst() }
    }

    /// The session asks for its next parcel, at so many seconds of uptime; nil when none was taken ahead.
    mutating func takeNext(uptime: Double) -> Parcel? {
        // Between the first two lies an envelope only, and no message.
        isQuick = uptime - asked.before < 2 * Self.slow
        asked = (asked.last, uptime)
        return ahead.isEmpty ? nil : ahead.removeFirst()
    }

    var mayTakeAhead: Bool { isQuick && ahead.count < Self.farthest }

    mutating func takeAhead(_ parcel: Parcel) { ahead.append(parcel) }

    /// The parcel that it will be given next.
    var next: Parcel? { ahead.first }

    /// What was taken ahead and will not be sent by this session.
    mutating func giveBack() -> [Parcel] {
        defer { ahead = [] }
        return ahead
    }
}
