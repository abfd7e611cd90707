import ConvokeCore
import Engine
import Foundation

/// How far somebody's case has come on the way to the telephone, in one line:
/// `ubnd-hk: the mail was refused 08:02 -> text 08:05 delivered -> call by 08:35, taken by the desk`.
enum CaseText {
    static func line(_ entry: Escalation, _ zone: TimeZone, now: Date) -> String {
        let begin = "\(entry.plan.recipient): \(entry.plan.why) \(time(entry.plan.since, zone))"
        let steps = entry.steps.filter { $0.outcome != .dropped }.map {
            words($0, entry, zone, now)
        }
        let promise = entry.promisedBy.map { ["promised by \(time($0, zone))"] } ?? []
        return ([begin] + steps + promise).joined(separator: " -> ")
    }

    private static func words(
        _ step: EscalationStep, _ entry: Escalation, _ zone: TimeZone, _ now: Date
    ) -> String {
        let whom = entry.tellsDuty(step) ? " to the one on duty" : ""
        if step.channel == .sms {
            return "text\(whom) \(time(step.begunAt, zone))"
                + (step.outcome.map { " \($0.rawValue)" } ?? "")
        }
        switch step.state {
        case .open, .taken:
            let isTheirs = step.state == .taken && !step.hasLapsed(at: now)
            return "call\(whom) by \(time(step.callBy, zone))"
                + (isTheirs ? ", taken by \(step.takenBy ?? "somebody")" : "")
        case .done:
            let end = step.outcomeAt.map { " \(time($0, zone))" } ?? ""
            let called = whom.isEmpty ? "called" : "one on duty called"
            return called + end + (step.outcome.map { ", \($0.rawValue)" } ?? "")
        }
    }

    private static func time(_ moment: Date, _ zone: TimeZone) -> String {
        MomentText.short(moment, in: zone)
    }
}
