/// Why somebody heard nothing in time: what became of the mail, and of the call.
package struct Silence: Hashable, Sendable {
    package enum Mail: Hashable, Sendable, CaseIterable {
        case neverSent, noAddress, cameBack, refused, cameBackUnread, late, waited
    }

    package enum Call: Hashable, Sendable, CaseIterable {
        case late, nobodyPickedUp, notMade, dutyOnly, dutyOnlyNoNumber, noNumber, none
    }

    package let mail: Mail
    package let call: Call

    /// `the mail was refused, and nobody picked up`
    package var words: String { "\(mail.words), \(call.words)" }

    /// The same for a page in Vietnamese.
    package var vietnamese: String { "\(mail.vietnamese), \(call.vietnamese)" }
}

extension Silence.Mail {
    fileprivate var words: String {
        switch self {
        case .neverSent: "nothing was sent to them"
        case .noAddress: "they have no mail address"
        case .cameBack: "the mail came back"
        case .refused: "the mail was refused"
        case .cameBackUnread: "the mail came back and no mailbox is read"
        case .late: "the mail went out too late"
        case .waited: "the mail waited until it was too late"
        }
    }

    fileprivate var vietnamese: String {
        switch self {
        case .neverSent: "không có thư nào được gửi"
        case .noAddress: "không có địa chỉ thư"
        case .cameBack: "thư bị trả lại"
        case .refused: "thư bị từ chối"
        case .cameBackUnread: "thư bị trả lại mà không có hộp thư nào được đọc"
        case .late: "thư gửi đi quá muộn"
        case .waited: "thư phải chờ cho đến khi quá muộn"
        }
    }
}

extension Silence.Call {
    fileprivate var words: String {
        switch self {
        case .late: "and the call came too late"
        case .nobodyPickedUp: "and nobody picked up"
        case .notMade: "and the call was not made in time"
        case .dutyOnly: "and only the one on duty was told"
        case .dutyOnlyNoNumber: "and there is no number to call: only the one on duty was told"
        case .noNumber: "and there is no number to call"
        case .none: "and nobody was to call"
        }
    }

    fileprivate var vietnamese: String {
        switch self {
        case .late: "cuộc gọi quá muộn"
        case .nobodyPickedUp: "gọi không ai nghe máy"
        case .notMade: "không kịp gọi điện thoại"
        case .dutyOnly: "chỉ báo được cho người trực"
        case .dutyOnlyNoNumber: "không có số điện thoại, chỉ báo được cho người trực"
        case .noNumber: "không có số điện thoại"
        case .none: "không ai phải gọi"
        }
    }
}
