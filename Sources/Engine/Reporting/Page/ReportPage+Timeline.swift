import ConvokeCore
import Foundation

extension ReportPage {
    var timeline: HTML? {
        if report.timeline.isEmpty { return nil }
        let days = Dictionary(grouping: report.timeline) { dayNumber($0.at) }
        let parts = days.keys.sorted().compactMap { day -> HTML? in
            guard let entries = days[day], let first = entries.first else { return nil }
            let title: HTML = .tag("summary", [:], words.day(first.at))
            let list: HTML = .tag("ol", ["class": "timeline"], entries.map(line))
            return .tag("details", ["class": "day", "open": ""], title, list)
        }
        return section("timeline", words("Diễn biến", "Timeline"), parts)
    }

    private func line(_ entry: TimelineEntry) -> HTML {
        let (style, text) = told(entry.deed)
        let isAhead = entry.at > report.asOf
        return .tag(
            "li", ["class": isAhead ? style + " later" : style],
            .tag("time", [:], words.clock(entry.at)), .tag("span", [:], text))
    }

    private func told(_ deed: TimelineEntry.Deed) -> (style: String, text: String) {
        switch deed {
        case .mails(let notice, let taken, let putOff, let refused):
            return ("mails", mails(notice, taken, putOff, refused))
        case .texts(let notice, let count):
            return ("texts", words("\(count) tin nhắn: \(notice)", "\(count) texts: \(notice)"))
        case .returned(let notice, let count):
            return (
                "bad",
                words("\(count) thư bị trả lại: \(notice)", "\(count) mails came back: \(notice)")
            )
        case .answers(let about, let yes, let no):
            return ("answers", answers(about, yes, no))
        case .cases(let cause, let about, let count):
            return ("cases", cases(cause, about, count))
        case .calls(let made, let acknowledged):
            return (
                "calls",
                words(
                    "\(made) cuộc gọi, \(acknowledged) liên hệ được",
                    "\(made) calls, \(acknowledged) acknowledged")
            )
        case .missed(let count):
            return (
                "bad",
                words("\(count) trường hợp không kịp liên hệ", "\(count) cases not reached in time")
            )
        default: return plan(deed)
        }
    }

    private func plan(_ deed: TimelineEntry.Deed) -> (style: String, text: String) {
        switch deed {
        case .notice(let id): ("plan", words("Giờ gửi \(id)", "\(id) is to go out"))
        case .session(let title): ("plan strong", words("Phiên họp: ", "Session: ") + title)
        case .lineTest(let title): ("plan", title)
        case .due(let title): ("plan", words("Đến hạn: ", "Due: ") + title)
        case .calledOff: ("bad", words("Hội nghị hoãn, hủy", "The conference is called off"))
        default: ("plan", "")
        }
    }

    private func mails(_ notice: String, _ taken: Int, _ putOff: Int, _ refused: Int) -> String {
        let parts = [
            taken > 0 ? words("\(taken) thư đã nhận", "\(taken) mails taken") : nil,
            putOff > 0 ? words("\(putOff) phải gửi lại", "\(putOff) put off") : nil,
            refused > 0 ? words("\(refused) bị từ chối", "\(refused) refused") : nil,
        ]
        return "\(notice): " + parts.compactMap(\.self).joined(separator: ", ")
    }

    private func answers(_ about: String, _ yes: Int, _ no: Int) -> String {
        let parts = [
            yes > 0 ? words("\(yes) đồng ý, đã thực hiện", "\(yes) yes") : nil,
            no > 0 ? words("\(no) từ chối", "\(no) no") : nil,
        ]
        return words("Trả lời về ", "Answers about ") + title(of: about) + ": "
            + parts.compactMap(\.self).joined(separator: ", ")
    }

    private func cases(
        _ cause: PlannedEscalation.Cause, _ about: String, _ count: Int
    ) -> String {
        words(
            "\(count) trường hợp chuyển sang điện thoại (\(words.cause(cause))): ",
            "\(count) to the telephone (\(words.cause(cause))): ") + title(of: about)
    }

    /// The title of an obligation; the word itself for what has none.
    private func title(of about: String) -> String {
        if about == Answer.invitation { return words("giấy mời", "the invitation") }
        return report.conference.obligation(about)?.title ?? about
    }
}
