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
    init?(of run: Lease, beside ledger: String) {
        let path = FlightRecorder.path(of: run.conference, beside: ledger)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        bytes = Array(data)
        guard bytes.starts(with: Self.head(of: run)) else { return nil }
    }

    /// Whether the run's sessions had ended.
    var isClosed: Bool { (bytes.dropFirst(FlightRecorder.closing).number(at: 0) ?? 0) != 0 }

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

    static func head(of run: Lease) -> [UInt8] {
        var bytes = Array("convoke flights 2\n".utf8)
        bytes.append(run.run)
        bytes.append(run.startedAt.milliseconds)
        return bytes
    }
}
