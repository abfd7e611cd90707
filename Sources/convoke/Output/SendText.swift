import ConvokeCore
import Engine
import Foundation

/// What a secretary reads after a notice went out.
struct SendText {
    let report: SendReport

    var lines: [String] {
        summary + tiers + undelivered + putOff + byPhone + next
    }

    private var summary: [String] {
        let done = report.progress
        var lines = ["\(report.conference): \(report.notice.kind.rawValue) \(report.notice.id)"]
        if report.foundInDoubt > 0 {
            lines.append(
                "  \(report.foundInDoubt) left in doubt by a run that ended too early;"
                    + " what is sent again is marked as a possible duplicate")
        }
        if report.problem != nil, done.done == 0 {
            lines.append("  sent 0: the run could not begin, \(waiting) waiting")
        } else if done.done == 0 {
            lines.append("  sent 0: nothing was due that had not been sent before")
        } else {
            lines.append(
                "  sent \(done.done): \(done.accepted) accepted, \(done.refused) refused,"
                    + " \(done.deferred) put off, \(done.inDoubt) in doubt" + speed)
            if done.possibleDuplicates > 0 {
                lines.append(
                    "  \(done.possibleDuplicates) of them may have arrived before:"
                        + " marked as possible duplicates")
            }
            if report.problem != nil {
                lines.append("  the run was stopped, \(waiting) waiting")
            }
        }
        return lines
    }

    private var waiting: Int { report.tiers.reduce(0) { $0 + $1.waiting } }

    private var speed: String {
        guard report.duration >= 0.05 else { return "" }
        let rate = Int(Double(report.progress.done) / report.duration)
        let time = String(format: ", in %.1f s", report.duration)
        return rate > 0 ? time + " (\(rate) a second)" : time
    }

    private var tiers: [String] {
        guard !report.tiers.isEmpty else { return [] }
        var table = Table(
            [.left, .right, .right, .right, .right, .right, .right, .right],
            header: [
                "tier", "recipients", "accepted", "refused", "put off", "in doubt", "by phone",
                "waiting",
            ])
        for tier in report.tiers {
            let counts = [
                tier.recipients, tier.accepted, tier.refused, tier.putOff, tier.inDoubt,
                tier.byPhone, tier.waiting,
            ]
            table.add([tier.level.isEmpty ? "(no venue)" : tier.level] + counts.map(String.init))
        }
        return ["", "Recipients by tier"] + table.lines()
    }

    private var undelivered: [String] {
        guard !report.needPerson.isEmpty else { return [] }
        return ["", "Not delivered: \(report.needPerson.count)"]
            + DeliveryText.list(report.needPerson, zone: report.timeZone)
    }

    private var putOff: [String] {
        guard !report.putOff.isEmpty else { return [] }
        return [
            "", "Put off: \(report.putOff.count), tried again at the next send after the moment",
        ]
            + DeliveryText.list(report.putOff, zone: report.timeZone)
    }

    private var byPhone: [String] {
        guard !report.byPhone.isEmpty else { return [] }
        return ["", "No mail address, to be called: \(report.byPhone.count)"]
            + DeliveryText.list(report.byPhone, zone: report.timeZone)
    }

    private var next: [String] {
        guard !report.next.isEmpty else { return [] }
        var table = Table([.left, .left, .left, .right])
        for upcoming in report.next {
            table.add([
                MomentText.short(upcoming.moment, in: report.timeZone), upcoming.notice,
                upcoming.kind.rawValue, "to \(upcoming.recipients)",
            ])
        }
        return ["", "What happens next"] + table.lines()
    }
}
