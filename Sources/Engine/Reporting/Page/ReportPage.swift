import ConvokeCore
import Foundation

/// The report as one page: nothing outside of it is needed to read it, it runs no program, and what a
/// letter's template would load from elsewhere is not loaded.
///
/// It is written by `HTML` and not by templates: a tree of any depth and drawings made of numbers are
/// code anyway, and a type that escapes everything leaves nothing to remember.
package struct ReportPage: Sendable {
    let report: ConferenceReport
    let words: PageWords

    package init(_ report: ConferenceReport) {
        self.report = report
        words = PageWords(report.language, zone: report.conference.timeZone)
    }

    package var html: String {
        HTML.document(
            language: words.language, head: head,
            body: [masthead, .tag("main", [:], sections.compactMap(\.self)), foot])
    }

    private var head: [HTML] {
        [
            .void("meta", ["charset": "utf-8"]),
            // Frames with letters inherit it: no letter loads anything either.
            .void(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                ]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .void("meta", ["name": "color-scheme", "content": "light"]),
            .void("meta", ["name": "referrer", "content": "no-referrer"]),
            .tag("title", [:], "\(heading): \(report.conference.title)"), .style(PageStyle.sheet),
        ]
    }

    private var heading: String {
        report.rehearsed == nil ? words("Báo cáo", "Report") : words("Diễn tập", "Rehearsal")
    }

    private var sections: [HTML?] {
        [
            verdict, findings, tiers, venues, notices, obligations, failures, phone, load, timeline,
            samples,
            remarks,
        ]
    }

    func section(_ id: String, _ title: String, _ children: [HTML]) -> HTML {
        .tag("section", ["id": id], [.tag("h2", [:], title)] + children)
    }

    // MARK: - Above

    private var masthead: HTML {
        .tag(
            "header", [:], .tag("p", ["class": "office"], report.organisation),
            .tag("p", ["class": "what"], heading), .tag("h1", [:], report.conference.title),
            .tag("p", ["class": "when"], when), calledOff, .tag("dl", ["class": "figures"], figures)
        )
    }

    private var when: String {
        if let rehearsed = report.rehearsed { return whenRehearsed(rehearsed) }
        let now = "\(words.clock(report.asOf)), \(words.day(report.asOf))"
        let state = words("Tình hình lúc \(now)", "As of \(now)")
        return "\(state) · \(report.conference.id)"
    }

    private var calledOff: HTML {
        guard let off = report.cancelledAt else { return .text("") }
        return .tag(
            "p", ["class": "off"],
            words("Hội nghị đã hoãn, hủy từ ", "Called off since ") + words.moment(off))
    }

    private var figures: [HTML] {
        let coverage = report.coverage
        let open = report.failures.count { $0.resolution == .open }
        let owed = report.obligations.filter { $0.due != nil }.flatMap(\.entries)
        let onTime = owed.count { $0.result == .onTime }
        let due = owed.count { [.onTime, .late, .never, .declined].contains($0.result) }
        var figures: [HTML] = []
        if coverage.venues.total > 0 {
            figures.append(
                figure(
                    words("điểm cầu đã nhận", "venues reached"), coverage.venues.reached,
                    of: coverage.venues.total))
        }
        figures.append(
            figure(
                words("người nhận đã nhận", "recipients reached"), coverage.people.reached,
                of: coverage.people.total))
        figures.append(
            figure(
                words("sự cố chưa khắc phục", "failures not resolved"), open,
                of: report.failures.count, isBad: open > 0))
        if due > 0 {
            figures.append(figure(words("việc đúng hạn", "done on time"), onTime, of: due))
        }
        return figures
    }

    private func figure(_ name: String, _ part: Int, of whole: Int, isBad: Bool = false) -> HTML {
        .tag(
            "div", ["class": isBad ? "bad" : ""], .tag("dt", [:], name),
            .tag("dd", [:], .tag("b", [:], String(part)), .text(" / \(whole)")))
    }

    // MARK: - Below

    private var remarks: HTML? {
        if report.remarks.isEmpty { return nil }
        let list = report.remarks.map { problem -> HTML in
            .tag("li", [:], (problem.place.map { "\(words.place($0)): " } ?? "") + problem.what)
        }
        return section("remarks", words("Chưa hiển thị được", "Not shown"), [.tag("ul", [:], list)])
    }

    private var foot: HTML {
        let source =
            report.rehearsed == nil
            ? words(
                "Lập bằng Convoke từ sổ gửi nhận của hội nghị.",
                "Made by Convoke from the conference's ledger.")
            : words(
                "Lập bằng Convoke từ một buổi diễn tập: không thư, tin nhắn hay cuộc gọi nào là thật.",
                "Made by Convoke from a rehearsal: no mail, text or call in it is real.")
        return .tag("footer", [:], source)
    }
}
