import ConvokeCore
import Foundation
import LedgerStore

/// The people at the telephone: each makes one call after the other from the call sheet, the most
/// urgent first.
struct CallDesk: Sendable {
    private struct Line: Sendable {
        let caller: Int
        let step: EscalationStep
        let until: Date
    }

    private let callers: World.Callers
    private let fates: Fates
    private let zone: TimeZone
    private var lines: [Line] = []
    /// Numbers that were engaged once.
    private var wasBusy: Set<String> = []

    init(_ callers: World.Callers, _ fates: Fates, zone: TimeZone) {
        self.callers = callers
        self.fates = fates
        self.zone = zone
    }

    /// When the next call ends; nil while nobody calls.
    var nextEnd: Date? { lines.map(\.until).min() }

    /// When somebody is there for a call that waits until then; nil when all are at it, or nobody ever is.
    func nextStart(_ waiting: [EscalationStep], after now: Date) -> Date? {
        guard lines.count < callers.onDuty, let first = waiting.map(\.notBefore).min() else {
            return nil
        }
        return callers.opening(atOrAfter: max(first, now + 60), in: zone)
    }

    /// Open calls that nobody is making. Whoever takes one has all others to the same person too.
    func waiting(_ reader: LedgerReader, in conference: String) throws -> [EscalationStep] {
        let taken = Set(lines.map(\.step.contact))
        return try reader.escalations(in: conference, openOnly: true).flatMap(\.steps)
            .filter { $0.channel == .call && $0.outcome == nil && !taken.contains($0.contact) }
            .sorted { ($0.callBy, $0.id) < ($1.callBy, $1.id) }
    }

    /// Writes down what came of the calls that are over.
    mutating func finish(_ office: Office, _ conference: String) throws {
        let now = office.clock.now
        let over = lines.filter { $0.until <= now }
        lines.removeAll { $0.until <= now }
        for line in over { try finish(line, office, conference) }
    }

    /// What is said on the telephone holds for all calls to the same person.
    private mutating func finish(_ line: Line, _ office: Office, _ conference: String) throws {
        guard let reader = try office.ledgerReader() else { return }
        let calls = try reader.escalations(in: conference, openOnly: true).flatMap(\.steps)
            .filter {
                $0.channel == .call && $0.outcome == nil && $0.contact == line.step.contact
                    && ($0.id == line.step.id || $0.takenBy == Self.name(line.caller))
            }
        guard !calls.isEmpty else { return }
        let outcome = outcome(line.step.numbers.first ?? "")
        for call in calls.sorted(by: { $0.id < $1.id }) {
            try finish(call.id, outcome, Self.name(line.caller), office, conference)
        }
    }

    private func finish(
        _ call: Int64, _ outcome: CallOutcome, _ caller: String, _ office: Office,
        _ conference: String
    ) throws {
        // What needed nobody any more while the telephone rang has its outcome.
        let entry = try office.ledgerReader()?.escalation(ofStep: call)
        guard let entry, let step = entry.steps.first(where: { $0.id == call }),
            step.outcome == nil
        else { return }
        try CallPass(office).finish(
            CallReport(conference: conference, call: call, outcome: outcome, byWhom: caller))
        let isOwn = step.contact == entry.plan.recipient
        guard outcome == .reached, entry.plan.cause == .obligation, isOwn else { return }
        // Whoever is asked for it does it.
        _ = try AnswerPass(office).record(
            AnswerRequest(
                conference: conference, recipient: entry.plan.recipient, about: entry.plan.about,
                word: .yes, source: AnswerSource(way: .call, byWhom: caller)))
    }

    private static func name(_ caller: Int) -> String { "caller \(caller + 1)" }

    private mutating func outcome(_ number: String) -> CallOutcome {
        switch fates.pickup(number) {
        case .answers: .reached
        case .neverAnswers: .noAnswer
        case .busyFirst: wasBusy.insert(number).inserted ? .busy : .reached
        }
    }

    /// Each who is free takes the most urgent call.
    mutating func take(_ office: Office, _ conference: String) throws {
        let now = office.clock.now
        guard lines.count < callers.onDuty, callers.hours.covers(now, in: zone),
            let reader = try office.ledgerReader()
        else { return }
        var people = Set<String>()
        let due = try waiting(reader, in: conference).filter {
            $0.notBefore <= now && people.insert($0.contact).inserted
        }
        let busy = Set(lines.map(\.caller))
        let free = (0..<callers.onDuty).filter { !busy.contains($0) }
        for (caller, step) in zip(free, due) {
            try CallPass(office).take(step.id, in: conference, by: Self.name(caller))
            lines.append(
                Line(
                    caller: caller, step: step, until: (now + callers.callLength).wholeMinute))
        }
    }
}
