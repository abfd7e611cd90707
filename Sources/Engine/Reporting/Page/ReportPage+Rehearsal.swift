import ConvokeCore
import Foundation

/// What a page of a rehearsal has and a report has not: the verdict, and what to mend.
extension ReportPage {
    func whenRehearsed(_ rehearsed: Rehearsed) -> String {
        let what = words("Một ngày giả định", "A made-up day")
        return "\(what) · seed \(rehearsed.seed) · \(report.conference.id)"
    }

    // MARK: - The verdict

    var verdict: HTML? {
        guard let verdict = report.rehearsed?.verdict else { return nil }
        let reasons = Dictionary(grouping: verdict.missed, by: \.why)
            .sorted { ($1.value.count, $0.key.words) < ($0.value.count, $1.key.words) }
        let lists = reasons.map { reason, missed -> HTML in
            let text = words(reason.vietnamese, reason.words)
            return .tag(
                "div", ["class": "missing"], .tag("h3", [:], "\(missed.count): \(text)"),
                .tag("ul", [:], missed.map { .tag("li", [:], $0.name) }))
        }
        let title = words("Kết luận", "Verdict")
        return section("verdict", title, sentences(verdict) + lists)
    }

    private func sentences(_ verdict: Verdict) -> [HTML] {
        let venues = sentence(
            verdict.missedVenues.count, of: verdict.venues, by: verdict.by, "điểm cầu", "venues")
        let isMixed = verdict.venues > 0
        let others = sentence(
            verdict.missedOthers.count, of: verdict.others, by: verdict.by,
            isMixed ? "người nhận không thuộc điểm cầu nào" : "người nhận",
            isMixed ? "recipients without a venue" : "recipients")
        return [venues, others].compactMap(\.self)
    }

    private func sentence(
        _ missed: Int, of all: Int, by moment: Date, _ vietnamese: String, _ english: String
    ) -> HTML? {
        if all == 0 { return nil }
        let by = "\(words.clock(moment)), \(words.day(moment))"
        let text =
            missed == 0
            ? words(
                "Cả \(all) \(vietnamese) đều sẽ nhận được trước \(by).",
                "All \(all) \(english) would be reached by \(by).")
            : words(
                "\(missed)/\(all) \(vietnamese) sẽ không nhận được trước \(by).",
                "\(missed) of \(all) \(english) would not be reached by \(by).")
        return .tag("p", ["class": missed == 0 ? "verdict good" : "verdict bad"], text)
    }

    // MARK: - Findings

    var findings: HTML? {
        guard let findings = report.rehearsed?.findings else { return nil }
        let list: HTML =
            findings.isEmpty
            ? .tag(
                "p", ["class": "good"],
                words("Không phát hiện vấn đề nào.", "Nothing was found that needs to be changed."))
            : .tag("ol", ["class": "findings"], findings.map(item))
        return section("findings", words("Cần sửa", "To mend"), [list])
    }

    private func item(_ finding: Finding) -> HTML {
        let place = finding.place.map { place -> HTML in
            let found = finding.found.map { " · \($0)" } ?? ""
            return .tag("p", ["class": "said"], words.place(place) + found)
        }
        let parts: [HTML?] = [
            .tag("p", [:], sentence(words(finding.vietnamese, finding.what))), place,
            .tag("p", ["class": "why"], sentence(words(finding.vietnameseFix, finding.fix))),
        ]
        return .tag("li", [:], parts.compactMap(\.self))
    }

    /// With one full stop at its end.
    private func sentence(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } ?? true ? text : text + "."
    }
}
