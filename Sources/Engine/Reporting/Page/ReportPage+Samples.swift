import ConvokeCore
import Foundation

extension ReportPage {
    var samples: HTML? {
        if report.samples.isEmpty { return nil }
        let byNotice = Dictionary(grouping: report.samples, by: \.notice)
        let order = report.notices.map(\.id).filter { byNotice[$0] != nil }
        let parts = order.enumerated().flatMap { index, notice -> [HTML] in
            let cards = (byNotice[notice] ?? []).enumerated().map { place, sample in
                card(sample, isOpen: index == 0 && place == 0)
            }
            return [.tag("h3", [:], notice)] + cards
        }
        return section(
            "samples", words("Thông báo như người nhận thấy", "As recipients see it"), parts)
    }

    /// A letter is made from a template that somebody wrote: it stands in a frame of its own that may do
    /// nothing at all.
    private func card(_ sample: NoticeSample, isOpen: Bool) -> HTML {
        let summary: HTML = .tag(
            "summary", [:], .tag("b", [:], words.tier(sample.tier)),
            .text(" · \(sample.recipient)"))
        let frame: HTML = .tag(
            "iframe",
            [
                "sandbox": "", "loading": "lazy", "title": sample.subject, "style": size(sample),
                "srcdoc": sample.html,
            ], "")
        let text = sample.sms.map { sms -> HTML in
            .tag(
                "div", ["class": "sms"], .tag("b", [:], words("Tin nhắn", "Text message")),
                .tag("p", [:], sms))
        }
        let inside = [
            summary, .tag("p", ["class": "subject"], sample.subject), frame,
            .tag("pre", [:], sample.text), text,
        ].compactMap(\.self)
        return isOpen
            ? .tag("details", ["class": "sample", "open": ""], inside)
            : .tag("details", ["class": "sample"], inside)
    }

    /// A frame cannot grow with its letter without a program; its height is guessed from the text, for a
    /// wide window and for a phone. A guess that is too small scrolls. Paper, which cannot scroll, has the
    /// letter's text part instead.
    private func size(_ sample: NoticeSample) -> String {
        "--wide:\(height(sample.text, perLine: 66))px;--narrow:\(height(sample.text, perLine: 37))px"
    }

    private func height(_ text: String, perLine: Int) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true).prefix(400)
        let rows = lines.reduce(0) { $0 + ($1.count + perLine - 1) / perLine }
        return min(4000, 300 + rows * 26 + lines.count * 6)
    }
}
