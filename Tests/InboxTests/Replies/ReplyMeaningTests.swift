import ConvokeCore
import Testing

@testable import Inbox

@Suite("What a reply means")
struct ReplyMeaningTests {
    @Test(
        "is a yes of its kind where nothing else can be meant",
        arguments: [
            ("Đơn vị xác nhận tham dự đầy đủ.", [ReplyMeaning.Acceptance.attends]),
            ("xac nhan tham du", [.attends]), ("Chúng tôi đồng ý tham dự. Trân trọng!", [.attends]),
            (
                "Kính gửi Văn phòng,\n\nĐơn vị sẽ tham dự đầy đủ.\n\nTrân trọng.\nNguyễn Quang Huy",
                [.attends]
            ),
            ("Vâng, tôi sẽ dự", [.attends]), ("Tôi sẽ dự ạ.", [.attends]),
            ("We confirm our attendance.", [.attends]), ("I'll attend, thank you.", [.attends]),
            ("K7QF-3MXA sẽ tham dự", [.attends]), ("XÁC NHẬN\nTHAM DỰ", [.attends]),
            ("Những đồng chí được mời sẽ tham dự đầy đủ", [.attends]),
            ("Good morning,\n\nWe will attend.", [.attends]),
            ("Chào buổi sáng,\n\nChúng tôi sẽ tham dự.", [.attends]),
            ("Xác nhận tham dự buổi sáng và buổi chiều.", [.attends]),
            ("Đã nhận", [.received]), ("Đơn vị đã nhận được giấy mời.", [.received]),
            ("Received with thanks.", [.received]),
            ("We have received the invitation.", [.received]),
            ("Đã đăng ký", [.registered]), ("Đơn vị đăng ký 12 điểm cầu", [.registered]),
            ("Đã nhận, đơn vị đăng ký 12 điểm cầu", [.received, .registered]),
            ("Đã hoàn thành đăng ký, xin đăng ký 3 đồng chí", [.registered]),
            ("Đã nhận giấy mời. Xác nhận tham dự.", [.received, .attends]),
            ("We have registered 5 people and will attend.", [.registered, .attends]),
        ] as [(String, Set<ReplyMeaning.Acceptance>)])
    func accepts(_ words: String, _ kinds: Set<ReplyMeaning.Acceptance>) {
        #expect(ReplyMeaning(words) == .accepts(kinds))
    }

    @Test(
        "is a no where nothing else can be meant",
        arguments: [
            "Tôi không dự được.", "Rất tiếc, đơn vị không thể tham dự.", "Xin vắng mặt",
            "Không dự được, xin phép vắng mặt", "We cannot attend and will be absent",
            "xin phep vang mat", "Tôi xin vắng vì lý do sức khỏe", "khong the tham du vi om",
            "Không dự", "I cannot attend.", "We can't attend, sorry",
            "Unfortunately I am unable to attend.",
            "I won’t attend.", "We will not be able to attend the meeting.", "Tôi sẽ vắng mặt.",
            "Good morning, we cannot attend.", "Chào buổi sáng,\nTôi không dự được.",
            "Đơn vị không bố trí được.", "Không thể tham dự vì trùng lịch, có cuộc họp khác.",
            "Kính gửi Văn phòng,\nRất tiếc tôi không tham dự được.\nNguyễn Văn An",
        ])
    func declines(_ words: String) {
        #expect(ReplyMeaning(words) == .declines)
    }

    @Test(
        "is for a person to read where it may mean something else",
        arguments: [
            ("", ReplyMeaning.Doubt.empty), ("  \n", .empty),
            (AnswerCode([1, 2, 3, 4, 5, 6, 7]).text, .empty),
            ("Tôi có phải tham dự không?", .question), ("Will we attend?", .question),
            ("Nếu kịp tôi sẽ tham dự", .condition), ("Chưa nhận được giấy mời", .condition),
            ("chua dang ky", .condition), ("I will attend if I can", .condition),
            ("Đơn vị sẽ đăng ký", .condition), ("Có thể tham dự", .condition),
            ("Đã nhận, sẽ trả lời sau", .condition), ("Đơn vị dự kiến sẽ tham dự", .condition),
            ("Tôi sẽ tham dự nhưng đến muộn", .condition),
            ("se tham du nhung den muon", .condition),
            ("I will attend, but only on Monday", .condition), ("Xin hủy đăng ký", .condition),
            ("2 đồng chí không tham dự được", .condition),
            ("Tôi bận, cử đồng chí Phó Chánh Văn phòng đi thay", .deputy),
            ("Thay mặt đơn vị, tôi xác nhận tham dự", .deputy),
            ("My colleague will attend in my place", .deputy),
            ("Đề nghị các đơn vị xác nhận tham dự", .request),
            ("Please confirm attendance", .request),
            ("Trân trọng kính mời đồng chí tham dự", .request),
            ("Giám đốc không tham dự được, Phó Giám đốc sẽ tham dự", .both),
            ("Sẽ tham dự, không sao", .both), ("We don't confirm attendance", .both),
            ("Chúng tôi sẽ tham dự cuộc họp khác", .both), ("kg xac nhan tham du", .both),
            ("I will attend to this tomorrow", .both), ("Đã đăng ký xe", .both),
            ("Đã nhận tin hội nghị bị hủy", .both), ("Unfortunately, we have registered", .both),
            ("Không đủ người", .unknown), ("Nobody will attend", .both),
            ("OK", .unknown), ("Vâng", .unknown), ("Cảm ơn", .unknown),
            ("Không rõ địa điểm", .both),
            ("xin vang", .both), ("Thủ trưởng đang ký giấy cử", .unknown),
            ("Không tham dự được phiên sáng, phiên chiều có mặt đầy đủ", .part),
            ("Không dự được buổi sáng, buổi chiều dự bình thường", .part),
            ("We cannot attend in the morning; we are there in the afternoon", .part),
            ("Cannot attend in person; will join by video", .part),
            ("We cannot attend on site", .part), ("Đoàn không tham dự bữa trưa", .part),
            ("Không tham dự trực tiếp", .part), ("Tôi không thể không tham dự", .part),
            ("Chúng tôi sẽ tham dự đầy đủ, trừ phiên chiều", .condition),
            ("Đã nhận thấy có sai sót", .condition), ("I did not register", .both),
            (String(repeating: "Sẽ tham dự. ", count: 60), .long),
            (String(repeating: "a", count: 5000), .long),
        ])
    func unclear(_ words: String, _ doubt: ReplyMeaning.Doubt) {
        #expect(ReplyMeaning(words) == .unclear(doubt))
    }
}
