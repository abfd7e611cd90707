import Agenda
import ConvokeCore
import Foundation

/// What quiet hours make useless.
extension Findings {
    /// A reminder whose moment lies in quiet hours: either it waits until it is replaced, or it cannot
    /// wait and comes when nobody looks.
    var quietReminders: [Problem] {
        let quiet = Quiet(settings.quiet, in: settings.timeZone)
        return timed.filter { $0.kind == .reminder && !$0.urgent }.compactMap { notice in
            guard let end = quiet.end(around: notice.moment) else { return nil }
            let out = quiet.release(notice, conference.ladder, at: notice.moment)
            if out == notice.moment { return comesAtNight(notice, until: end) }
            guard let later = replacement(of: notice, by: out) else { return nil }
            return finding(
                "\(notice.id) never goes out: at \(words(notice.moment)) it is quiet, and when that"
                    + " ends at \(words(out)), \(later.id) takes its place",
                at: notice.place, found: quietWords,
                fix: "Move it out of the quiet hours, mark it urgent, or leave it out.")
        }
    }

    private func comesAtNight(_ notice: Notice, until end: Date) -> Problem {
        finding(
            "\(notice.id) goes out at \(words(notice.moment)), in the quiet hours: when they end at"
                + " \(words(end)) it would be too late, and until then few will see it",
            at: notice.place, found: quietWords,
            fix: "Remind earlier, the evening before, or mark it urgent and have them called.")
    }

    private func replacement(of notice: Notice, by out: Date) -> Notice? {
        timed.last {
            $0.entry == notice.entry && $0.id != notice.id && $0.moment > notice.moment
                && $0.moment <= out
        }
    }

    /// A line test while nobody may be disturbed.
    var quietLineTests: [Problem] {
        let quiet = Quiet(settings.quiet, in: settings.timeZone)
        return conference.lineTests.compactMap { test in
            guard quiet.end(around: test.at) != nil else { return nil }
            return finding(
                "The line test \(test.id) is at \(words(test.at)), in the quiet hours: its"
                    + " reminders and texts are held back, or come at night",
                at: settings.place.field("quiet"), found: quietWords,
                fix: "End the quiet hours before it (quiet in convoke.yaml), or test later"
                    + " (\(test.place)).")
        }
    }

    private var quietWords: String? {
        settings.quiet.map {
            "quiet: \(MomentWords.clock($0.from))-\(MomentWords.clock($0.until))"
        }
    }
}
