import ConvokeCore
import Foundation

/// What the one on duty is told, by text or by a caller: that nothing goes out, or whom nobody has
/// reached.
struct DutyWords {
    private let conference: Conference
    private let organisation: String

    init(_ conference: Conference, organisation: String) {
        self.conference = conference
        self.organisation = organisation
    }

    /// - Parameter name: of the recipient whom the case is about, with their venue.
    func text(for plan: PlannedEscalation, name: String, language: String) -> String {
        CallScript.isVietnamese(language) ? vietnamese(plan, name) : english(plan, name)
    }

    private func vietnamese(_ plan: PlannedEscalation, _ name: String) -> String {
        let opening = "\(organisation), \(conference.title):"
        if plan.isAboutClock {
            return "\(opening) chương trình gửi đã dừng từ \(moment(plan.since)). Đề nghị kiểm tra"
                + " máy và xem ai chưa được báo."
        }
        let call = "Đề nghị gọi trước \(moment(plan.deadline))."
        switch plan.cause {
        case .relay: return "\(opening) không gửi được thư nào. Đề nghị kiểm tra máy chủ thư."
        case .mail where plan.tells(.cancellation, of: conference):
            return "\(opening) chưa báo được cho \(name) rằng Hội nghị không tổ chức nữa. \(call)"
        case .mail where plan.tells(.correction, of: conference):
            return "\(opening) chưa báo được cho \(name) nội dung thay đổi. \(call)"
        case .mail: return "\(opening) chưa báo được cho \(name) bằng thư. \(call)"
        case .invitation: return "\(opening) \(name) chưa xác nhận giấy mời. \(call)"
        case .obligation:
            return "\(opening) chưa nhận được của \(name): \(title(plan.about)). \(call)"
        }
    }

    private func english(_ plan: PlannedEscalation, _ name: String) -> String {
        let opening = "\(organisation), \(conference.title):"
        if plan.isAboutClock {
            return
                "\(opening) nothing has been sent or read since \(moment(plan.since)). Please look"
                + " at the machine, and at who was not told."
        }
        let call = "Please call before \(moment(plan.deadline))."
        switch plan.cause {
        case .relay: return "\(opening) no mail goes out. Please look at the mail server."
        case .mail where plan.tells(.cancellation, of: conference):
            return "\(opening) \(name) has not been told that it is called off. \(call)"
        case .mail where plan.tells(.correction, of: conference):
            return "\(opening) \(name) has not been told what has changed. \(call)"
        case .mail: return "\(opening) \(name) has not been reached by mail. \(call)"
        case .invitation: return "\(opening) \(name) has not acknowledged the invitation. \(call)"
        case .obligation: return "\(opening) \(name) still owes: \(title(plan.about)). \(call)"
        }
    }

    private func title(_ obligation: String) -> String {
        conference.obligation(obligation)?.title ?? obligation
    }

    private func moment(_ instant: Date) -> String {
        let wall = WallTime(instant, in: conference.timeZone)
        return "\(Instant.pad(wall.hour)):\(Instant.pad(wall.minute))"
            + " \(Instant.pad(wall.day))/\(Instant.pad(wall.month))"
    }
}

extension PlannedEscalation {
    /// How cases begin that are about ticks which did not come.
    static let clock = "tick"

    /// Whether it is about ticks that did not come.
    var isAboutClock: Bool { cause == .relay && about.hasPrefix(Self.clock) }
}
