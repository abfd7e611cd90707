import ConvokeCore
import Engine
import Foundation

/// `report` for the terminal.
struct ReportText {
    /// How many failures are listed before the rest is only counted.
    private static let longestList = 20

    private let report: ConferenceReport
    private let words: PageWords

    init(_ report: ConferenceReport) {
        self.report = report
        words = PageWords(report.language, zone: report.conference.timeZone)
    }

    var lines: [String] {
        heading + tiers + notices + obligations + failures + phone
    }

    private var heading: [String] {
        let off = report.cancelledAt.map {
            ["  " + words("ĐÃ HOÃN, HỦY từ ", "CALLED OFF since ") + words.moment($0)]
        }
        let what = "\(report.conference.title) (\(report.conference.id))"
        return ["\(what), \(words.moment(report.asOf))"] + (off ?? [])
    }

    // MARK: - Tables

    private var tiers: [String] {
        let reaches: [Reach] = [.answered, .reached, .waiting, .missed, .ahead]
        var table = Table(
            [.left, .right] + reaches.map { _ in .right },
            header: [words("cấp", "tier"), words("tổng", "all")] + reaches.map(words.reach))
        for tier in report.coverage.tiers {
            let coverage = tier.level == nil ? tier.people : tier.venues
            table.add(
                [words.tier(tier.level), String(coverage.total)]
                    + reaches.map { String(coverage[$0]) })
        }
        return [""] + table.lines()
    }

    private var notices: [String] {
        if report.notices.isEmpty { return [] }
        var table = Table(
            [.left, .left, .right, .left],
            header: [
                words("thông báo", "notice"), words("giờ gửi", "at"), words("đã nhận", "reached"),
                words("cách liên hệ", "how"),
            ])
        for notice in report.notices {
            let ways = NoticeAccount.Way.allCases.compactMap { way in
                notice.ways[way].map { "\($0) \(words.way(way))" }
            }
            table.add([
                notice.id, notice.moment.map(words.moment) ?? "",
                "\(notice.reached)/\(notice.recipients)", ways.joined(separator: ", "),
            ])
        }
        return [""] + table.lines()
    }

    private var obligations: [String] {
        if report.obligations.isEmpty { return [] }
        let results = ObligationAccount.Result.allCases
        var table = Table(
            [.left, .left] + results.map { _ in .right },
            header: [words("việc", "obligation"), words("hạn", "due")] + results.map(words.result))
        for one in report.obligations {
            table.add(
                [one.id, one.due.map(words.moment) ?? ""]
                    + results.map { String(one.count($0)) })
        }
        return [""] + table.lines()
    }

    // MARK: - Lists

    private var failures: [String] {
        if report.failures.isEmpty { return [] }
        var lines = ["", "  " + words("sự cố", "failures") + ": \(report.failures.count)"]
        for resolution in FailureAccount.Resolution.allCases {
            let own = report.failures.filter { $0.resolution == resolution }
            if own.isEmpty { continue }
            let longest = own.compactMap(\.duration).max()
            let took = longest.map { words(", lâu nhất ", ", the longest ") + words.span($0) }
            lines.append("    \(words.resolution(resolution)): \(own.count)\(took ?? "")")
        }
        let open = report.failures.filter { $0.resolution == .open }
        lines += open.prefix(Self.longestList).map {
            "    #\($0.delivery) \($0.recipient)  \($0.name)  \($0.notice)"
                + "  \(CleanText.shown($0.words, limit: 80))"
        }
        if open.count > Self.longestList {
            let rest = open.count - Self.longestList
            lines.append("    " + words("và \(rest) sự cố khác", "and \(rest) more"))
        }
        return lines
    }

    private var phone: [String] {
        let phone = report.phone
        if phone.isEmpty { return [] }
        let outcomes = CallOutcome.allCases.compactMap { outcome in
            phone.outcomes[outcome].map { "\(words.outcome(outcome)) \($0)" }
        }
        let calls = words("\(phone.calls) cuộc gọi", "\(phone.calls) calls")
        let detail = outcomes.isEmpty ? "" : " (\(outcomes.joined(separator: ", ")))"
        let rest = words("còn chờ \(phone.openCalls)", "\(phone.openCalls) to be made")
        let texts = words("\(phone.texts) tin nhắn", "\(phone.texts) texts")
        return ["", "  \(calls)\(detail), \(rest); \(texts)"]
    }
}
