import Agenda
import ConvokeCore
import Foundation

/// What a caller says, in the language of whoever picks up.
struct CallScript {
    private let conference: Conference
    private let organisation: String

    init(_ conference: Conference, organisation: String) {
        self.conference = conference
        self.organisation = organisation
    }

    /// - Parameter changes: what is to be told, where it is about a correction.
    func text(
        for plan: PlannedEscalation, recipient: String, language: String, changes: [Change] = []
    ) -> String {
        let changes = changes.map { $0.words(language, conference.timeZone) }
            .joined(separator: "; ")
        return Self.isVietnamese(language)
            ? vietnamese(plan, recipient, changes) : english(plan, recipient, changes)
    }

    static func isVietnamese(_ language: String) -> Bool {
        language.lowercased().split(separator: "-").first == "vi"
    }

    private func vietnamese(
        _ plan: PlannedEscalation, _ recipient: String, _ changes: String
    ) -> String {
        let start = moment { "\($0) giờ \($1) ngày \($2)/\($3)/\($4)" }
        let opening =
            "\(organisation) xin thông báo tới \(recipient) về \(conference.title)\(start)."
        switch plan.cause {
        case .obligation:
            let title = conference.obligation(plan.about)?.title ?? plan.about
            return opening + " Đến nay chưa nhận được: \(title). Đề nghị thực hiện ngay và cho biết"
                + " thời gian hoàn thành."
        case .mail where plan.tells(.cancellation, of: conference):
            return opening + " Hội nghị không tổ chức theo kế hoạch đã thông báo. Đề nghị không đến"
                + " dự và báo lại cho những người được mời."
        case .mail where plan.tells(.correction, of: conference):
            let what = changes.isEmpty ? ", đề nghị theo thời gian nêu trên" : ": \(changes)"
            return opening + " Nội dung đã thông báo nay có thay đổi\(what). Đề nghị ghi nhận và"
                + " báo lại cho người tham dự."
        case .mail, .invitation, .relay:
            return opening + " Thư mời chưa đến hoặc chưa được xác nhận. Đề nghị xác nhận tham dự."
        }
    }

    private func english(
        _ plan: PlannedEscalation, _ recipient: String, _ changes: String
    ) -> String {
        let start = moment { " at \($0):\($1) on \($2).\($3).\($4)" }
        let opening = "\(organisation) calls \(recipient) about \(conference.title)\(start)."
        switch plan.cause {
        case .obligation:
            let title = conference.obligation(plan.about)?.title ?? plan.about
            return opening + " We are still waiting for: \(title). By when will it be done?"
        case .mail where plan.tells(.cancellation, of: conference):
            return opening
                + " It is called off. Please do not come, and tell those who were to take part."
        case .mail where plan.tells(.correction, of: conference):
            let what = changes.isEmpty ? ", and the time above holds" : ": \(changes)"
            return opening + " What you were told has changed\(what). Please tell those who take"
                + " part."
        case .mail, .invitation, .relay:
            return opening
                + " Our mail did not arrive, or was not acknowledged. Will you take part?"
        }
    }

    /// When the first session begins; empty for a conference without one.
    private func moment(
        _ words: (String, String, String, String, String) -> String
    ) -> String {
        guard let start = conference.sessions.map(\.start).min() else { return "" }
        let wall = WallTime(start, in: conference.timeZone)
        let text = words(
            Instant.pad(wall.hour), Instant.pad(wall.minute), Instant.pad(wall.day),
            Instant.pad(wall.month), String(wall.year))
        return text.hasPrefix(" ") ? text : ", " + text
    }
}
