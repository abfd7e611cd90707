import Addresses
import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// The open cases in which a number is somebody's who can acknowledge.
struct SenderCases {
    private let numbers: Set<String>
    private let now: Date

    /// A number as a network gives it: E.164 with or without its `+`, or as the region dials it.
    init(_ number: String, region: String, now: Date) {
        // What cannot be read is nobody's: the text is kept for a person then.
        let read = [number, "+" + number].compactMap {
            try? PhoneNumber(parsing: $0, region: region).dialled
        }
        numbers = Set(read)
        self.now = now
    }

    func among(_ cases: [Escalation]) -> [Escalation] {
        cases.filter { isWaiting($0) && !numbers.isDisjoint(with: Self.numbers(of: $0)) }
    }

    /// Who has promised is left alone until that moment has passed.
    private func isWaiting(_ entry: Escalation) -> Bool {
        guard entry.end == nil else { return false }
        return entry.acknowledgedAt == nil || (entry.promisedBy.map { $0 <= now } ?? false)
    }

    /// Those of the recipient, and of whoever was texted: the one on duty stands in every ladder, and
    /// acknowledges for nobody by that alone.
    private static func numbers(of entry: Escalation) -> Set<String> {
        let rungs = Ladder.parse(entry.plan.ladder) ?? []
        let own = rungs.filter { $0.contact == entry.plan.recipient }.flatMap(\.numbers)
        let texted = entry.steps.filter { $0.channel == .sms }.flatMap(\.numbers)
        return Set(own + texted)
    }
}
