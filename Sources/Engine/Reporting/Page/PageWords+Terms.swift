package import ConvokeCore

/// The vocabulary of the program, in words for people.
extension PageWords {
    package func tier(_ level: String?) -> String {
        switch level {
        case nil: self("Không gắn với điểm cầu", "Without a venue")
        case "tinh": self("Cấp tỉnh", "Province (tinh)")
        case "huyen": self("Cấp huyện", "District (huyen)")
        case "xa": self("Cấp xã", "Commune (xa)")
        case "co-so": self("Cấp cơ sở", "Local unit (co-so)")
        case .some(let word): Role(rawValue: word).map(role) ?? word
        }
    }

    func role(_ role: Role) -> String {
        switch role {
        case .chair: self("Chủ trì", "Chair")
        case .invited: self("Thành phần dự", "Invited")
        case .informed: self("Để báo cáo, theo dõi", "Informed")
        case .technical: self("Kỹ thuật", "Technical")
        case .file: self("Lưu", "For the file")
        }
    }

    package func reach(_ reach: Reach) -> String {
        switch reach {
        case .answered: self("đã trả lời", "answered")
        case .reached: self("đã nhận, chưa trả lời", "reached, no answer yet")
        case .waiting: self("đang liên hệ", "under way")
        case .missed: self("chưa liên hệ được", "not reached")
        case .ahead: self("chưa đến lượt gửi", "nothing sent yet")
        case .nobody: self("không có người nhận", "nobody addressed")
        }
    }

    func kind(_ kind: Notice.Kind) -> String {
        switch kind {
        case .invitation: self("giấy mời", "invitation")
        case .documents: self("tài liệu", "documents")
        case .reminder: self("nhắc việc", "reminder")
        case .correction: self("đính chính", "correction")
        case .cancellation: self("thông báo hoãn, hủy", "cancellation")
        }
    }

    package func way(_ way: NoticeAccount.Way) -> String {
        switch way {
        case .mail: self("bằng thư điện tử", "by mail")
        case .laterMail: self("bằng địa chỉ khác", "at another address")
        case .text: self("bằng tin nhắn", "by text")
        case .telephone: self("qua điện thoại", "by telephone")
        case .answer: self("đã trả lời", "answered")
        case .person: self("văn phòng đã xử lý", "dealt with by the office")
        case .waiting: self("đang chờ", "waiting")
        case .notNeeded: self("không cần nữa", "no longer needed")
        case .missed: self("chưa tới", "not reached")
        }
    }

    package func resolution(_ resolution: FailureAccount.Resolution) -> String {
        switch resolution {
        case .open: self("Chưa khắc phục", "Not resolved")
        case .waiting: self("Đang xử lý", "Under way")
        case .telephone: self("Liên hệ được qua điện thoại", "Reached by telephone")
        case .text: self("Tin nhắn đã tới", "Reached by text")
        case .laterMail: self("Gửi lại hoặc gửi địa chỉ khác", "Sent again or to another address")
        case .laterAttempt: self("Lần gửi sau đã tới", "A later attempt arrived")
        case .answer: self("Người nhận đã trả lời", "The recipient answered all the same")
        case .person: self("Văn phòng đã xử lý", "Dealt with by the office")
        case .notNeeded: self("Không cần nữa", "No longer needed")
        }
    }

    package func result(_ result: ObligationAccount.Result) -> String {
        switch result {
        case .onTime: self("đúng hạn", "on time")
        case .late: self("chậm", "late")
        case .never: self("quá hạn, chưa thực hiện", "never")
        case .open: self("chưa đến hạn", "still open")
        case .declined: self("không thực hiện", "declined")
        case .waived: self("được miễn", "waived")
        }
    }

    package func cause(_ cause: PlannedEscalation.Cause) -> String {
        switch cause {
        case .mail: self("thư không tới", "mail that did not arrive")
        case .obligation: self("việc sắp đến hạn", "something still owed")
        case .invitation: self("chưa xác nhận giấy mời", "an invitation not acknowledged")
        case .relay: self("máy chủ thư gặp sự cố", "trouble with the mail server")
        }
    }

    package func outcome(_ outcome: CallOutcome) -> String {
        switch outcome {
        case .reached: self("đã gặp", "reached")
        case .noAnswer: self("không nghe máy", "no answer")
        case .busy: self("máy bận", "busy")
        case .wrongNumber: self("sai số", "wrong number")
        case .promised: self("đã hẹn", "promised")
        case .delegated: self("chuyển người khác", "delegated")
        case .declined: self("từ chối", "declined")
        case .delivered: self("đã tới", "delivered")
        case .failed: self("không tới", "failed")
        case .dropped: self("không cần nữa", "not needed")
        }
    }

    func channel(_ channel: Channel) -> String {
        switch channel {
        case .email: self("thư", "mail")
        case .sms: self("tin nhắn", "text")
        case .call: self("điện thoại", "telephone")
        }
    }

    /// Why a delivery did not go as planned.
    func why(_ failure: FailureAccount) -> String {
        if failure.channel == .call { return self("không có địa chỉ thư", "no mail address") }
        switch failure.state {
        case .bounced: return self("thư bị trả lại", "accepted first, then returned")
        case .expired: return self("hết thời gian gửi", "its last useful moment passed")
        case .inDoubt:
            return self("không rõ đã tới chưa", "nobody knows whether it arrived")
        default: return failure.reason.map(reason) ?? self("không gửi được", "not delivered")
        }
    }

    private func reason(_ reason: Reason) -> String {
        switch reason {
        case .addressBad: self("địa chỉ không tồn tại", "no such address")
        case .mailboxFull: self("hộp thư đầy", "mailbox full")
        case .greylisted: self("máy chủ nhận yêu cầu gửi lại", "greylisted")
        case .rateLimited: self("vượt giới hạn gửi", "too much mail at a time")
        case .policy: self("máy chủ nhận từ chối theo quy định", "refused by policy")
        case .messageTooLarge: self("thư quá lớn", "message too large")
        case .relayTrouble: self("máy chủ chuyển thư gặp sự cố", "trouble with the relay")
        case .notSupported: self("máy chủ không hỗ trợ địa chỉ này", "not supported by the relay")
        case .other: self("máy chủ nhận từ chối", "the mail server refused")
        }
    }
}
