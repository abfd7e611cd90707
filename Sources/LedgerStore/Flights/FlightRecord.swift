import Foundation

/// What a run that is gone had recorded of its flights.
struct FlightRecord {
    /// What became of an intent that has no end in the ledger.
    enum Fate: Hashable {
        /// The relay took the message.
        case ended(AttemptEnd)
        /// Its last byte may have left, and nobody knows more.
        case mayHaveLeft
        case hasNotLeft
    }

    private let bytes: [UInt8]

    /// The record of this very run; nil when there is none.
    init?(of run: Run, in conference: String, beside ledger: String) {
        let path = FlightRecorder.path(of: conference, beside: ledger)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        bytes = Array(data)
        guard bytes.starts(with: Self.head(of: run)) else { return nil }
    }

    /// A run as the record and the ledger know it.
    struct Run: Hashable {
        let id: Int64
        /// Milliseconds since 1970.
        let startedAt: Int64
    }

    /// Nil where the session has no page: it was none of those that record.
    func fate(of delivery: Int64, session: Int, turn: Int) -> Fate? {
        let page = bytes.dropFirst(FlightRecorder.start(of: session)).prefix(FlightRecorder.page)
        guard session >= 0, page.count == FlightRecorder.page, let last = page.number(at: 0) else {
            return nil
        }
        if turn > last { return .hasNotLeft }
        for place in FlightRecorder.places {
            let room = page.dropFirst(place).prefix(FlightRecorder.room)
            let note = FlightNote(room, session: session)
            if let note, note.turn == turn, note.end.delivery == delivery {
                return .ended(note.end)
            }
        }
        return .mayHaveLeft
    }

    // MARK: - Whose it is

    static func head(of lease: Lease) -> [UInt8] {
        head(of: Run(id: lease.run, startedAt: lease.startedAt.milliseconds))
    }

    private static func head(of run: Run) -> [UInt8] {
        var bytes = Array("convoke flights 1\n".utf8)
        bytes.append(run.id)
        bytes.append(run.startedAt)
        return bytes
    }
}
