import Agenda
import ConvokeCore
import Foundation

/// What quiet hours make useless.
extension Findings {
    /// A reminder whose moment lies in quiet hours: either it waits until it is replaced, or it cannot
    /// wait and comes when nobody looks.
    var quietReminders: [Finding] {
        let quiet = Quiet(settings.quiet, in: settings.timeZone)
        return timed.filter { $0.kind == .reminder && !$0.urgent }.compactMap { notice in
            guard let end = quiet.end(around: notice.moment) else { return nil }
            let out = quiet.release(notice, conference.ladder, at: notice.moment)
            if out == notice.moment { return comesAtNight(notice, until: end) }
            guard let later = replacement(of: notice, by: out) else { return nil }
            return neverGoesOut(notice, until: out, later)
        }
    }

    private func neverGoesOut(_ notice: Notice, until out: Date, _ later: Notice) -> Finding {
        finding(
            Advice(
                "\(notice.id) never goes out: at \(words(notice.moment)) it is quiet, and when that"
                    + " ends at \(words(out)), \(later.id) takes its place",
                fix: "Move it out of the quiet hours, mark it urgent, or leave it out."),
            Advice(
                "\(notice.id) không bao giờ được gửi: lúc \(vietnamese(notice.moment)) là giờ yên"
                    + " lặng, đến khi hết giờ đó (\(vietnamese(out))) thì \(later.id) đã thay thế",
                fix: "Chuyển ra ngoài giờ yên lặng, đặt urgent, hoặc bỏ đi."),
            at: notice.place, found: quietWords)
    }

    private func comesAtNight(_ notice: Notice, until end: Date) -> Finding {
        finding(
            Advice(
                "\(notice.id) goes out at \(words(notice.moment)), in the quiet hours: when they end"
                    + " at \(words(end)) it would be too late, and until then few will see it",
                fix: "Remind earlier, the evening before, or mark it urgent and have them called."),
            Advice(
                "\(notice.id) gửi lúc \(vietnamese(notice.moment)), trong giờ yên lặng: chờ đến hết"
                    + " giờ đó (\(vietnamese(end))) thì quá muộn, mà trước đó ít người đọc",
                fix: "Nhắc sớm hơn, từ tối hôm trước, hoặc đặt urgent và cho gọi điện thoại."),
            at: notice.place, found: quietWords)
    }

    private func replacement(of notice: Notice, by out: Date) -> Notice? {
        timed.last {
            $0.entry == notice.entry && $0.id != notice.id && $0.moment > notice.moment
                && $0.moment <= out
        }
    }

    /// A line test while nobody may be disturbed.
    var quietLineTests: [Finding] {
        let quiet = Quiet(settings.quiet, in: settings.timeZone)
        return conference.lineTests.compactMap { test in
            guard quiet.end(around: test.at) != nil else { return nil }
            return finding(
                Advice(
                    "The line test \(test.id) is at \(words(test.at)), in the quiet hours: its"
                        + " reminders and texts are held back, or come at night",
                    fix: "End the quiet hours before it (quiet in convoke.yaml), or test later"
                        + " (\(test.place))."),
                Advice(
                    "\(test.title) (\(test.id)) lúc \(vietnamese(test.at)), trong giờ yên lặng: thư"
                        + " nhắc và tin nhắn bị giữ lại, hoặc đến vào ban đêm",
                    fix: "Cho giờ yên lặng kết thúc trước đó (quiet trong convoke.yaml), hoặc chạy"
                        + " thử muộn hơn (\(test.place))."),
                at: settings.place.field("quiet"), found: quietWords)
        }
    }

    private var quietWords: String? {
        settings.quiet.map {
            "quiet: \(MomentWords.clock($0.from))-\(MomentWords.clock($0.until))"
        }
    }
}
