import ConvokeCore
import Testing

@Suite("A plain yes")
struct PlainYesTests {
    @Test(
        "is a yes and courtesies, with or without diacritics; a code alone is one too",
        arguments: [
            "", " .", "OK", "ok ạ", "Yes.", "yes, thank you", "có", "Dạ có", "co", "Vâng ạ",
            "vang", "Xác nhận", "xac nhan", "Đồng ý", "dong y", "Sẽ dự", "se du",
            "Vâng, tôi sẽ dự", "Đã đăng ký", "da dang ky", "Đơn vị đã đăng ký ạ",
            "Báo cáo anh, đã báo cáo", "Đã nhận, đồng ý", "Confirmed", "we will attend", "done",
            "Xin cảm ơn", "\u{1F44D}\u{1F3FD}",
        ])
    func plain(_ text: String) {
        #expect(PlainYes.isSaid(SaidWords(text)))
    }

    @Test(
        "is none with a word that nobody knows for one, as a question, or as a receipt",
        arguments: [
            "sorry, I am ill and in hospital that day", "who is this? what is the code for?",
            "Toi dang di cong tac nuoc ngoai, xin hoan", "ok?", "có？", "có thể", "có bận",
            "Đã nhận", "received", "sorry", "Rất tiếc", "Sẽ đăng ký", "Đang đăng ký", "k du",
            "I don't confirm", "ok but later", "\u{1F44E}", "ok \u{274C}", "好",
        ])
    func other(_ text: String) {
        #expect(!PlainYes.isSaid(SaidWords(text)))
    }
}
