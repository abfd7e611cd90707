import ConvokeCore
import Engine
import Foundation

/// `agenda` for people: what is past, what is next.
struct AgendaText {
    let report: AgendaReport

    var lines: [String] {
        var table = Table(
            [.left, .left, .left, .left, .right, .left],
            header: ["", "at", "notice", "kind", "recipients", "state"])
        let next = report.entries.first {
            $0.notice.moment > report.asOf && $0.state == .planned
        }?.notice.id
        for entry in report.entries {
            let notice = entry.notice
            table.add([
                notice.id == next ? "next" : notice.moment > report.asOf ? "" : "past",
                MomentText.short(notice.moment, in: report.timeZone), notice.id,
                notice.kind.rawValue, String(entry.recipients), entry.state.rawValue,
            ])
        }
        let now = MomentText.short(report.asOf, in: report.timeZone)
        return ["\(report.title) (\(report.conference)), now \(now)", ""] + table.lines()
    }
}
