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
    private var lastAsked = -Double.infinity
    private var isQuick = false

    /// So many parcels are taken ahead. Then their intents are on the disk when their turn comes, and a
    /// flush has more in it.
    static let farthest = 2

    /// Seconds for a message, above which the relay is slower than any disk: who takes nothing ahead of it
    /// leaves more to the other sessions, should this one get stuck.
    private static let slow = 0.1

    /// `isNoted` when the end is in the flight record; otherwise no byte may leave before it is on the disk.
    mutating func ended(_ ticket: Ticket, isNoted: Bool) {
        ends.append(ticket)
        let missing = isNoted ? FlightRecorder.unwritten : 0
        while ends.count > missing { endBefore = ends.removeFirst() }
    }

    /// The session asks for its next parcel, at so many seconds of uptime; nil when none was taken ahead.
    mutating func takeNext(uptime: Double) -> Parcel? {
        isQuick = uptime - lastAsked < Self.slow
        lastAsked = uptime
        return ahead.isEmpty ? nil : ahead.removeFirst()
    }

    var mayTakeAhead: Bool { isQuick && ahead.count < Self.farthest }

    mutating func takeAhead(_ parcel: Parcel) { ahead.append(parcel) }

    /// What was taken ahead and will not be sent by this session.
    mutating func giveBack() -> [Parcel] {
        defer { ahead = [] }
        return ahead
    }
}
