import ConvokeCore
import Foundation

extension ReportPage {
    // MARK: - Notices

    var notices: HTML? {
        if report.notices.isEmpty { return nil }
        return section("notices", words("Các thông báo", "Notices"), report.notices.map(row))
    }

    private func row(_ notice: NoticeAccount) -> HTML {
        let when = notice.moment.map { words.moment($0) + " · " } ?? ""
        var sum: [HTML] = [
            .tag("b", [:], "\(notice.reached)/\(notice.recipients)"),
            .text(words(" người nhận", " recipients")),
        ]
        if let first = notice.firstTaken, let last = notice.lastTaken {
            let times = words("thư đầu ", "first ") + words.moment(first)
            sum.append(.text(" · " + times + words(", cuối ", ", last ") + words.moment(last)))
        }
        let isQuiet = notice.recipients == 0
        return .tag(
            "div", ["class": "row"], .tag("h3", [:], notice.id),
            .tag("p", ["class": "kind"], when + words.kind(notice.kind)),
            isQuiet
                ? .tag("p", ["class": "sum"], unsent(notice)) : .tag("p", ["class": "sum"], sum),
            bar(NoticeAccount.Way.allCases.map { ($0.style, notice.ways[$0] ?? 0) }),
            legend(
                NoticeAccount.Way.allCases.map { ($0.style, notice.ways[$0] ?? 0, words.way($0)) }))
    }

    private func unsent(_ notice: NoticeAccount) -> String {
        let isPast = notice.moment.map { $0 < report.asOf } ?? false
        return isPast
            ? words("Không gửi cho ai.", "Sent to nobody.")
            : words("Chưa đến giờ gửi.", "Its moment has not come.")
    }

    // MARK: - Obligations

    var obligations: HTML? {
        if report.obligations.isEmpty { return nil }
        return section(
            "obligations", words("Việc phải thực hiện", "Obligations"),
            report.obligations.map(row))
    }

    private func row(_ obligation: ObligationAccount) -> HTML {
        let title =
            obligation.title.isEmpty
            ? words("Xác nhận giấy mời", "Answer to the invitation") : obligation.title
        let due = obligation.due.map { words("hạn ", "due ") + words.moment($0) } ?? ""
        let done = obligation.count(.onTime) + obligation.count(.late)
        let results = ObligationAccount.Result.allCases
        return .tag(
            "div", ["class": "row"],
            [
                .tag("h3", [:], title), .tag("p", ["class": "kind"], due),
                .tag(
                    "p", ["class": "sum"],
                    .tag("b", [:], "\(done)/\(obligation.entries.count)"),
                    .text(words(" đã thực hiện", " done"))),
                bar(results.map { ("r-" + $0.rawValue, obligation.count($0)) }),
                legend(
                    results.map { ("r-" + $0.rawValue, obligation.count($0), words.result($0)) }),
                entries(obligation, .never), entries(obligation, .late),
                entries(obligation, .declined),
            ].compactMap(\.self))
    }

    private func entries(
        _ obligation: ObligationAccount, _ result: ObligationAccount.Result
    ) -> HTML? {
        let entries = obligation.entries.filter { $0.result == result }
        if entries.isEmpty { return nil }
        let items = entries.map { entry -> HTML in
            guard result == .late, let at = entry.at, let due = obligation.due else {
                return .tag("li", [:], entry.name)
            }
            let late = words.span(at.timeIntervalSince(due))
            return .tag(
                "li", [:], .text(entry.name + " "),
                .tag("span", ["class": "person"], words("chậm \(late)", "\(late) late")))
        }
        let name = words.result(result)
        let title = name.prefix(1).uppercased() + name.dropFirst()
        return .tag(
            "details", ["class": "list"], .tag("summary", [:], "\(title): \(entries.count)"),
            .tag("ul", [:], items))
    }

    // MARK: - Telephone

    var phone: HTML? {
        let phone = report.phone
        if phone.isEmpty { return nil }
        let causes = phone.causes.map { cause -> HTML in
            let parts = [
                ("reached", cause.acknowledged, words("đã liên hệ được", "acknowledged")),
                ("r-waived", cause.ended, words("kết thúc, không cần gọi nữa", "ended otherwise")),
                ("waiting", cause.open, words("đang xử lý", "open")),
                ("missed", cause.missed, words("không kịp liên hệ", "not reached in time")),
            ]
            let name = words.cause(cause.cause)
            return .tag(
                "div", ["class": "row"],
                .tag("h3", [:], name.prefix(1).uppercased() + name.dropFirst()),
                .tag(
                    "p", ["class": "sum"], .tag("b", [:], String(cause.cases)),
                    .text(words(" trường hợp", cause.cases == 1 ? " case" : " cases"))),
                bar(parts.map { ($0.0, $0.1) }), legend(parts.map { ($0.0, $0.1, $0.2) }))
        }
        return section(
            "phone", words("Điện thoại", "Telephone"), [.tag("p", [:], calls(phone))] + causes)
    }

    private func calls(_ phone: PhoneAccount) -> String {
        var parts = [
            words("\(phone.texts) tin nhắn", "\(phone.texts) texts"),
            words("\(phone.calls) cuộc gọi", "\(phone.calls) calls"),
        ]
        let outcomes = CallOutcome.allCases.compactMap { outcome in
            phone.outcomes[outcome].map { "\(words.outcome(outcome)) \($0)" }
        }
        if !outcomes.isEmpty { parts[1] += " (" + outcomes.joined(separator: ", ") + ")" }
        if phone.openCalls > 0 {
            parts.append(
                words("\(phone.openCalls) cuộc gọi còn chờ", "\(phone.openCalls) still to be made"))
        }
        if let median = phone.median {
            let span = words.span(median)
            parts.append(
                words("một nửa liên hệ được trong \(span)", "half acknowledged within \(span)"))
        }
        return parts.joined(separator: "; ") + "."
    }
}

extension NoticeAccount.Way {
    /// The colour that it has on a page.
    fileprivate var style: String {
        switch self {
        case .mail: "w-mail"
        case .laterMail: "w-later"
        case .text: "w-text"
        case .telephone: "w-phone"
        case .answer: "answered"
        case .person: "w-person"
        case .waiting: "waiting"
        case .notNeeded: "r-waived"
        case .missed: "missed"
        }
    }
}
