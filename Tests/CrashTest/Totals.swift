import ConvokeCore
import Foundation
import LedgerStore

/// What all rounds came to.
struct Totals {
    struct Line {
        var kills = 0
        var doubts = 0
        var doubled = 0
        var inDoubt = 0
    }

    private(set) var rounds = 0
    private(set) var messages = 0
    private(set) var held = 0
    private(set) var lost = 0
    /// Blows that found the run ended already.
    private(set) var missed = 0
    private var lines: [Blow.Point: Line] = [:]
    /// Doubts that a dead line made, not a kill.
    private var fromRelay = Line()

    mutating func add(_ record: RoundRecord, _ evidence: Evidence, _ verdict: Verdict) {
        rounds += 1
        messages += evidence.round.recipients
        if evidence.round.onDoubt == .hold { held += 1 }
        lost += verdict.lost
        missed += evidence.round.blows.count - record.kills.count
        for kill in record.kills { lines[kill.point, default: Line()].kills += 1 }
        for (recipient, history) in evidence.histories {
            let doubts = history.attempts.filter { $0.attempt.outcome == .inDoubt }
            let causes = doubts.map { Self.isAbandoned($0) ? record.cause($0.at) : nil }
            for cause in causes { count(cause) { $0.doubts += 1 } }
            if verdict.doubled.contains(recipient) {
                count(causes.first ?? nil) { $0.doubled += 1 }
            }
            if verdict.inDoubt.contains(recipient) { count(causes.last ?? nil) { $0.inDoubt += 1 } }
        }
    }

    /// Whether recovery wrote it about a delivery that a dead run had in the air.
    static func isAbandoned(_ record: AttemptRecord) -> Bool {
        record.attempt.detail == "the run ended before the reply came"
    }

    private mutating func count(_ cause: Blow.Point?, _ change: (inout Line) -> Void) {
        if let cause { change(&lines[cause, default: Line()]) } else { change(&fromRelay) }
    }

    var table: [String] {
        var rows = [row("killed at", "kills", "doubts", "doubled", "in doubt")]
        rows += Blow.Point.allCases.map { row($0.rawValue, lines[$0] ?? Line()) }
        rows.append(row("(the relay hung up)", fromRelay))
        let sum = lines.values.reduce(into: fromRelay) { sum, line in
            sum.kills += line.kills
            sum.doubts += line.doubts
            sum.doubled += line.doubled
            sum.inDoubt += line.inDoubt
        }
        rows.append(row("in all", sum))
        let head =
            "\(rounds) rounds (\(held) with on_doubt: hold), \(messages) recipients,"
            + " \(missed) blows came too late, lost \(lost)"
        return [head, ""] + rows
    }

    private func row(_ name: String, _ line: Line) -> String {
        row(
            name, String(line.kills), String(line.doubts), String(line.doubled),
            String(line.inDoubt))
    }

    private func row(_ name: String, _ cells: String...) -> String {
        let wide = { (text: String, width: Int) in
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let padding = String(repeating: " ", count: max(0, 30 - name.count))
        return "  " + name + padding + cells.map { wide($0, 10) }.joined()
    }
}

/// What was done in one round.
struct RoundRecord {
    struct Kill {
        let point: Blow.Point
        let at: Date
    }

    var kills: [Kill] = []

    /// The kill after which a run found something in the air: the last before that moment.
    func cause(_ found: Date) -> Blow.Point? {
        kills.last { $0.at <= found.addingTimeInterval(0.001) }?.point
    }
}
