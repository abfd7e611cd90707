import ConvokeCore
import Foundation

extension ReportPage {
    /// More days than that are not drawn.
    private static let mostDays = 62

    var load: HTML? {
        if report.load.isEmpty { return nil }
        let days = Dictionary(grouping: report.load) { dayNumber($0.start) }
        let shown = days.keys.sorted().prefix(Self.mostDays)
        let mails = report.load.map { $0.mailsTaken + $0.mailsNotTaken }.max() ?? 0
        let calls = report.load.map { max($0.callsDue, $0.callsMade) }.max() ?? 0
        let parts = shown.flatMap { day -> [HTML] in
            guard let slots = days[day], let first = slots.first else { return [] }
            return [
                .tag("h3", [:], words.day(first.start)),
                drawing(slots, mails, isRelay: true),
                slots.contains { $0.callsDue + $0.callsMade > 0 }
                    ? drawing(slots, calls, isRelay: false) : nil,
            ].compactMap(\.self)
        }
        return section(
            "load", words("Tải theo từng 15 phút", "Load per quarter hour"), [key] + parts)
    }

    private var key: HTML {
        let total = report.load.reduce(into: (0, 0, 0, 0, 0)) { sum, slot in
            sum.0 += slot.mailsTaken
            sum.1 += slot.mailsNotTaken
            sum.2 += slot.texts
            sum.3 += slot.callsDue
            sum.4 += slot.callsMade
        }
        return legend([
            ("w-mail", total.0, words("thư máy chủ đã nhận", "mails taken by the relay")),
            ("missed", total.1, words("lượt gửi chưa được nhận", "attempts that were not taken")),
            ("w-text", total.2, words("tin nhắn", "texts")),
            ("waiting", total.3, words("cuộc gọi đến lượt", "calls that fell due")),
            ("w-phone", total.4, words("cuộc gọi đã thực hiện", "calls made")),
        ])
    }

    /// Mails on mails that were not taken; calls made, and beside them what fell due.
    private func drawing(_ slots: [LoadSlot], _ highest: Int, isRelay: Bool) -> HTML {
        let chart = DayChart(
            highest: highest, lowerStyle: isRelay ? "w-mail" : "w-phone",
            upperStyle: isRelay ? "missed" : "waiting")
        let columns = slots.map { slot in
            DayChart.Column(
                quarter: quarter(slot.start), lower: isRelay ? slot.mailsTaken : slot.callsMade,
                upper: isRelay
                    ? slot.mailsNotTaken : max(0, slot.callsDue - slot.callsMade))
        }
        let name =
            isRelay
            ? words("Máy chủ thư", "Relay") : words("Người gọi điện thoại", "Callers")
        let peak = slots.max { value($0, isRelay) < value($1, isRelay) }
        let most =
            peak.map { slot in
                let count = value(slot, isRelay)
                return words(
                    "cao nhất \(count) lúc \(words.clock(slot.start))",
                    "at most \(count), at \(words.clock(slot.start))")
            } ?? ""
        return .tag(
            "figure", [:],
            .tag("figcaption", [:], .tag("b", [:], name), .text(" · " + most)),
            chart.drawing(columns, label: "\(name): \(most)"),
            .tag(
                "div", ["class": "hours", "aria-hidden": "true"],
                ["0:00", "6:00", "12:00", "18:00", "24:00"].map { .tag("span", [:], $0) }))
    }

    private func value(_ slot: LoadSlot, _ isRelay: Bool) -> Int {
        isRelay ? slot.mailsTaken + slot.mailsNotTaken : max(slot.callsDue, slot.callsMade)
    }

    func dayNumber(_ instant: Date) -> Int {
        let wall = WallTime(instant, in: report.conference.timeZone)
        return CivilDay.number(year: wall.year, month: wall.month, day: wall.day)
    }

    private func quarter(_ instant: Date) -> Int {
        let wall = WallTime(instant, in: report.conference.timeZone)
        return wall.hour * 4 + wall.minute / 15
    }
}
