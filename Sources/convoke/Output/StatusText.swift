import ConvokeCore
import Engine
import Foundation

/// `status` for people.
struct StatusText {
    let report: StatusReport

    /// Says line by line; the deliveries as they are read. What needs somebody comes last, where the screen
    /// stands still.
    func write(to say: (String) -> Void) throws {
        (heading + notices + obligations + calls + mails).forEach(say)
        try writeDeliveries(to: say)
        verdict.forEach(say)
    }

    /// The same for a screen that is drawn from its top and may have no room for the rest: what needs somebody
    /// comes first.
    func writeScreen(to say: (String) -> Void) throws {
        let urgent = (verdict + calls + mails).drop { $0.isEmpty }
        (heading + urgent + (urgent.isEmpty ? [] : [""]) + notices + obligations).forEach(say)
        try writeDeliveries(to: say)
    }

    private var heading: [String] {
        ["\(report.title) (\(report.conference)), \(moment(report.asOf))"] + alarms + [""]
    }

    /// What must be seen first.
    private var alarms: [String] {
        var lines: [String] = []
        switch report.pulse {
        case .regular: break
        case .never(let due):
            lines.append(
                "  NOBODY RUNS tick: a notice has been due since \(moment(due));"
                    + " convoke schedule prints what to install")
        case .silent(let since):
            lines.append("  tick HAS BEEN SILENT since \(moment(since)): look at cron")
        case .stopped(let instant, let what):
            lines += [
                "  tick WAS STOPPED at \(moment(instant)): \(what)",
                "    convoke tick \(report.conference) says it all",
            ]
        }
        if let paused = report.pausedAt {
            lines.append(
                "  PAUSED since \(moment(paused)): convoke resume \(report.conference)")
            if !report.neglected.isEmpty {
                lines.append("    keeps back \(report.neglected.joined(separator: ", "))")
            }
        }
        if report.deadLinks > 0 {
            lines.append(
                "  \(report.deadLinks) DOCUMENTS ARE NOT THERE:"
                    + " convoke check \(report.conference) --links")
        }
        if let cancelled = report.cancelledAt {
            lines.append("  CALLED OFF since \(moment(cancelled))")
        }
        return lines
    }

    private var notices: [String] {
        var table = Table(
            [.left, .left, .right, .right, .right, .right, .right, .right, .left],
            header: [
                "notice", "state", "recipients", "accepted", "failed", "in doubt", "put off",
                "waiting", "at",
            ])
        for notice in report.notices {
            let counts = notice.email
            func sum(_ states: DeliveryState...) -> String {
                String(states.reduce(0) { $0 + (counts[$1] ?? 0) })
            }
            table.add([
                notice.id, notice.state.rawValue, String(notice.recipients),
                sum(.accepted, .delivered), sum(.failed, .bounced, .expired), sum(.inDoubt),
                sum(.deferred), sum(.queued, .sending),
                notice.at.map(moment) ?? "on demand",
            ])
        }
        return table.lines()
    }

    private var obligations: [String] {
        guard !report.obligations.isEmpty else { return [] }
        var table = Table(
            [.left, .left, .right, .right, .right, .right, .right],
            header: ["obligation", "due", "open", "done", "declined", "late", "waived"])
        for one in report.obligations {
            table.add(
                [one.id, moment(one.due)]
                    + [one.open, one.done, one.declined, one.late, one.waived].map(String.init))
        }
        return [""] + table.lines()
    }

    private var calls: [String] {
        let calls = report.calls
        if calls.open + calls.taken + calls.done == 0, report.cases.isEmpty { return [] }
        return [
            "",
            "  to be called: \(calls.open), taken \(calls.taken), done \(calls.done);"
                + " convoke calls \(report.conference)",
        ] + report.cases.map { "    " + CaseText.line($0, report.timeZone, now: report.asOf) }
            + exhausted
    }

    /// Whom nobody reached, with nobody left on their ladder.
    private var exhausted: [String] {
        let cases = report.cases.filter { report.exhausted.contains($0.id) }
        guard !cases.isEmpty else { return [] }
        let steps = cases.compactMap { $0.steps.first { $0.outcome == .noAnswer }?.id }
        let again = steps.first.map {
            ["    convoke calls \(report.conference) undo \($0) puts a call back on the sheet"]
        }
        return [
            "",
            "  not reached, and nobody is left to be called: "
                + cases.map(\.plan.recipient).joined(separator: ", "),
        ] + (again ?? [])
    }

    private var mails: [String] {
        var lines: [String] = []
        if report.delayed > 0 {
            lines += ["", "  delayed on their way: \(report.delayed), as servers reported"]
        }
        if report.mails.isEmpty { return lines }
        lines += ["", "  to be read: \(report.mails.count); convoke inbox \(report.conference)"]
        return lines + report.mails.prefix(5).map { "    " + MailText.line($0) }
    }

    private func writeDeliveries(to say: (String) -> Void) throws {
        guard let deliveries = report.deliveries else { return }
        say("")
        var isEmpty = true
        try deliveries.forEach { status in
            isEmpty = false
            say("  \(status.delivery.state.rawValue)  \(status.delivery.notice)")
            for line in DeliveryText.lines(status.delivery, zone: report.timeZone) {
                say("  " + line)
            }
        }
        if isEmpty { say("  no deliveries") }
    }

    private var verdict: [String] {
        var lines: [String] = []
        if report.toResend > 0 {
            lines += [
                "",
                "  \(report.toResend) in doubt: the next tick or send sends each once more, marked as a"
                    + " possible duplicate",
            ]
        }
        if report.needPerson == 0 { return lines }
        let one = report.needPerson == 1
        return lines + [
            "", "  \(report.needPerson) \(one ? "delivery needs" : "deliveries need") a person:",
            "    convoke status \(report.conference)" + Self.states,
        ]
    }

    /// Those in which a delivery can wait for a person.
    private static let states =
        DeliveryState.allCases.filter(\.needsPerson).map { " --state \($0.rawValue)" }.joined()

    private func moment(_ instant: Date) -> String {
        MomentText.short(instant, in: report.timeZone)
    }
}
