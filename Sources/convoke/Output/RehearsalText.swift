import ConvokeCore
import Engine
import Foundation

/// A rehearsal for people: what happened hour by hour, what each notice achieved, who would not be
/// reached, and what to mend.
struct RehearsalText {
    let report: RehearsalReport
    let verbose: Bool

    var lines: [String] {
        let head = "Rehearsal of \(report.title) (\(report.conference)), seed \(report.seed)"
        return [head, "", "What happens"] + timeline + ["", "What each notice achieves"] + notices
            + ["", calls, ""] + verdict + findings
    }

    // MARK: - What happens

    /// One line for each hour and kind.
    private var timeline: [String] {
        var table = Table([.left, .left, .right, .left])
        for group in groups {
            table.add([
                MomentText.short(group.first, in: report.timeZone), group.about,
                String(group.count), group.what,
            ])
        }
        return table.lines()
    }

    /// A mail that waits is tried again and again: the first time tells enough.
    private var telling: [RehearsalEntry] {
        var seen = Set<[String]>()
        return report.timeline.filter {
            $0.what != "mail deferred" || seen.insert([$0.about, $0.whom]).inserted
        }
    }

    private struct Group {
        let first: Date
        let about: String
        let what: String
        var count: Int
    }

    /// In the order of their first moments. Hours are those of the clock.
    private var groups: [Group] {
        var groups: [Group] = []
        var open: [String: Int] = [:]
        for entry in telling {
            let hour = Int(entry.moment.timeIntervalSince1970 / 3600)
            let key = "\(hour)\u{0}\(entry.about)\u{0}\(entry.what)"
            if let index = open[key] {
                groups[index].count += 1
            } else {
                open[key] = groups.count
                groups.append(
                    Group(first: entry.moment, about: entry.about, what: entry.what, count: 1))
            }
        }
        return groups
    }

    // MARK: - Counts

    private var notices: [String] {
        var table = Table(
            [.left, .left, .right, .right, .right, .right, .right],
            header: ["at", "notice", "taken", "late", "failed", "not needed", "no address"])
        for notice in report.notices {
            table.add(
                [MomentText.short(notice.moment, in: report.timeZone), notice.notice]
                    + [
                        notice.accepted, notice.late, notice.failed, notice.notNeeded,
                        notice.withoutAddress,
                    ].map(String.init))
        }
        return table.lines()
    }

    private var calls: String {
        let calls = report.calls
        return "\(calls.texts) texts went out. \(calls.due) calls came up: \(calls.reached) reached"
            + " somebody, \(calls.inVain) did not, \(calls.notMade) were not made in time,"
            + " \(calls.notNeeded) were not needed any more."
    }

    // MARK: - The verdict

    private var verdict: [String] {
        let verdict = report.verdict
        let by = MomentWords.text(verdict.by, in: report.timeZone)
        var lines = [String]()
        if verdict.venues > 0 {
            lines.append(sentence(verdict.missedVenues, of: verdict.venues, "venues", by))
        }
        if verdict.others > 0 {
            let name = verdict.venues > 0 ? "recipients without a venue" : "recipients"
            let others = sentence(verdict.missedOthers, of: verdict.others, name, by)
            // Whoever is missed stands right above the reasons.
            lines.insert(others, at: verdict.missedOthers.isEmpty ? 0 : lines.endIndex)
        }
        let reasons = Dictionary(grouping: verdict.missed, by: \.why.words)
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        for (why, missed) in reasons {
            lines.append("  \(missed.count): \(why)")
            lines.append("     " + names(missed.map(\.name)))
        }
        return lines
    }

    private func sentence(
        _ missed: [Verdict.Missed], of all: Int, _ what: String, _ by: String
    ) -> String {
        if missed.isEmpty { return "All \(all) \(what) would be reached by \(by)." }
        return "\(missed.count) of \(all) \(what) would not be reached by \(by); here is why:"
    }

    private func names(_ names: [String]) -> String {
        let shown = names.prefix(6).joined(separator: "; ")
        return names.count > 6 ? "\(shown); and \(names.count - 6) more" : shown
    }

    private var findings: [String] {
        let findings = report.findings
        if findings.isEmpty { return ["", "Nothing in the plan has to be mended."] }
        let count = findings.count == 1 ? "1 thing" : "\(findings.count) things"
        return findings.reduce(into: ["", "\(count) to mend:"]) { lines, finding in
            lines += [""] + ProblemText.lines(finding.problem, verbose: verbose)
        }
    }
}
