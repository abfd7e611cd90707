import ConvokeCore

/// The phrases by which people answer invitations: Vietnamese without diacritics, and English.
///
/// `#` is a number. A phrase is whole words in a row.
enum AnswerPhrases {
    static let declines = PhraseList([
        "khong du duoc", "khong tham du", "khong tham du duoc", "khong the tham du",
        "khong tham gia", "khong tham gia duoc", "khong the tham gia", "khong the du",
        "khong du hop", "khong du hop duoc", "khong the den", "khong den duoc", "khong den du",
        "khong den du duoc", "khong the co mat", "khong co mat duoc", "khong the den du",
        "khong bo tri duoc", "khong sap xep duoc", "khong the bo tri", "khong the sap xep",
        "ko du duoc", "ko tham du", "ko tham du duoc", "ko the tham du",
        "xin vang mat", "xin phep vang mat", "xin duoc vang mat", "xin phep duoc vang mat",
        "se vang mat", "xin cao vang", "xin phep vang", "tu choi tham du", "xin tu choi",
        "cannot attend", "can not attend", "can t attend", "could not attend", "unable to attend",
        "will not attend", "won t attend", "not attending", "not be attending",
        "not able to attend", "not be able to attend", "cannot join", "can not join", "can t join",
        "unable to join", "not be able to join", "cannot come", "can not come", "can t come",
        "cannot participate", "can not participate", "can t participate", "unable to participate",
        "not be able to participate", "will not participate", "won t participate",
        "have to decline", "must decline", "decline the invitation", "decline your invitation",
    ])

    private static let attends = PhraseList([
        "xac nhan tham du", "xac nhan se tham du", "xac nhan du", "xac nhan se du",
        "xac nhan co mat", "xac nhan tham gia", "xac nhan se tham gia", "xac nhan dong y tham du",
        "dong y tham du", "dong y tham gia", "nhat tri tham du", "se tham du", "se tham gia",
        "se co mat", "se den du", "se du hop", "se du hoi nghi", "se du cuoc hop", "se du day du",
        "se du dung gio", "tham du day du", "tham gia day du", "du hop day du", "xin tham du",
        "confirm attendance", "confirm my attendance", "confirm our attendance",
        "confirm the attendance", "confirm participation", "confirm my participation",
        "confirm our participation", "will attend", "ll attend", "will be attending",
        "will participate", "will be there", "shall attend", "happy to attend",
        "pleased to attend", "glad to attend", "accept the invitation", "accept your invitation",
    ])

    private static let registered = PhraseList([
        "da dang ky", "xin dang ky", "da gui dang ky", "da hoan thanh dang ky",
        "da hoan thanh viec dang ky", "dang ky tham du", "dang ky # diem", "dang ky # diem cau",
        "dang ky # dai bieu", "dang ky # nguoi", "dang ky # dong chi", "have registered",
        "has registered", "registered #", "registration is complete", "registration completed",
        "completed the registration", "completed our registration",
    ])

    private static let received = PhraseList([
        "da nhan", "da nhan duoc", "xac nhan da nhan", "have received", "has received",
        "received with thanks", "well received", "acknowledge receipt", "confirm receipt",
        "received thank you", "received thanks", "thanks received",
    ])

    /// What makes a yes beside it something else: negations that hide in an apostrophe or are written
    /// in short, and things that people attend, register or regret as well.
    static let turns = PhraseList([
        "can t", "won t", "don t", "didn t", "isn t", "aren t", "doesn t", "haven t", "hasn t",
        "couldn t", "wouldn t", "shouldn t", "never", "nobody", "no one", "none", "neither",
        "unfortunately", "regret", "unlikely", "refuse", "without", "another", "elsewhere",
        "attend to", "k", "kg", "kh", "hk", "khog", "hong", "hem", "khom", "ch", "hop khac",
        "nghi khac", "lich khac", "viec khac", "vu khac", "ngay khac", "su kien khac", "trung lich",
        "trung hop", "bi huy", "rat tiec", "dang tiec", "dang ky xe", "dang ky phong",
        "dang ky cho o", "dang ky cho nghi", "dang ky khach san", "dang ky ve", "dang ky an",
    ])

    static let doubts: [(doubt: ReplyMeaning.Doubt, phrases: PhraseList)] = [
        (.condition, conditions), (.deputy, deputies), (.request, requests),
    ]

    /// What beside a no may be all that is declined: whoever misses one of several sessions, or the dinner, or
    /// does not come in person, has not declined the conference.
    static let parts = PhraseList([
        "phien", "buoi", "bua trua", "bua toi", "bua an", "an trua", "an toi", "du tiec",
        "bua tiec", "tiec chieu dai", "truc tuyen", "truc tiep", "khong the khong",
        "khong khong", "session", "sessions", "morning", "afternoon", "evening", "dinner",
        "lunch", "breakfast", "in person", "online", "remotely", "virtually", "on site",
    ])

    /// Times of the day that say nothing of when somebody comes.
    static let greetings = PhraseList([
        "good morning", "good afternoon", "good evening", "chao buoi sang", "chao buoi trua",
        "chao buoi chieu", "chao buoi toi",
    ])

    private static let conditions = PhraseList([
        "neu", "chua", "co the", "co le", "du kien", "tam thoi", "ngoai tru", "tru khi",
        "tru dong chi", "hoac", "hay la", "tuy nhien", "mot phan", "mot so", "mot vai",
        "den muon", "du muon", "tham du muon", "xem xet", "tra loi sau", "bao lai",
        "thong bao sau", "bao sau", "xac nhan sau", "dang ky sau", "se dang ky", "xin hoan",
        "tam hoan", "hoan lai", "hoan hop", "xin huy", "da huy", "se huy", "huy dang ky",
        "huy tham du", "xin rut", "rut khoi", "doi lich", "thay doi", "dieu chinh", "nham lan",
        "sai sot", "bi sai", "bi loi", "se xac nhan", "dang cho", "cho y kien", "con thieu",
        "le ra",
        "gia ma", "da nhan thay", "da nhan dinh", "da nhan xet", "da tham du", "da tham gia",
        "# dong chi khong", "# dai bieu khong", "# nguoi khong", "# dong chi vang",
        "# dai bieu vang", "# nguoi vang", "# diem cau khong", "# diem khong", "if", "unless",
        "until", "whether", "maybe", "perhaps", "possibly", "probably", "might", "may attend",
        "may join", "may be", "may not", "may come", "could", "would", "should", "tentatively",
        "tentative", "but", "however", "except", "although", "though", "or", "later", "late",
        "not sure", "pending", "cancel", "cancelled", "canceled", "withdraw", "postpone",
        "postponed", "reschedule", "subject to", "provided that", "depending", "depends",
        "hope to", "try to", "trying to", "plan to", "want to", "wish to", "only", "part of",
        "some of", "half", "was", "were", "had", "used to", "error", "wrong", "# of us",
    ])

    private static let deputies = PhraseList([
        "cu dong chi", "cu d c", "cu dc", "cu ong", "cu ba", "cu anh", "cu chi", "cu can bo",
        "cu nguoi", "cu pho", "cu dai dien", "cu dai bieu", "cu #", "di thay", "du thay",
        "thay mat", "thay the", "thay toi", "du hop thay", "tham du thay", "hop thay", "uy quyen",
        "duoc phan cong", "phan cong dong chi", "on behalf", "on my behalf", "in my place",
        "my place", "in place of", "instead", "deputy", "deputise", "delegate", "represent",
        "represents", "representing", "represented", "colleague", "substitute",
    ])

    private static let requests = PhraseList([
        "de nghi", "vui long", "kinh moi", "xin moi", "tran trong moi", "yeu cau", "hay xac nhan",
        "cho hoi", "cho biet", "xin hoi", "phai khong", "dung khong", "duoc khong", "the nao",
        "bao gio", "khi nao", "o dau", "please", "invite you", "are invited", "kindly", "how",
        "when", "where", "what", "which", "can you", "do you", "out of office", "automatic reply",
        "who",
        "tra loi tu dong", "nghi phep", "di cong tac", "on leave",
    ])

    static func acceptances(_ line: Line) -> Set<ReplyMeaning.Acceptance> {
        var found: Set<ReplyMeaning.Acceptance> = []
        if line.hasAny(of: attends) || line.endsInTakingPart { found.insert(.attends) }
        if line.hasAny(of: registered), !line.isSigning { found.insert(.registered) }
        if line.hasAny(of: received) { found.insert(.received) }
        return found
    }

    /// The words of a reply in a row, numbers as `#`, and the reply as it was written: without
    /// diacritics some words are one.
    struct Line {
        private let words: [String]
        /// In small letters.
        private let written: String

        init(_ said: SaidWords) {
            words = said.words.map { $0.allSatisfy(\.isNumber) ? "#" : $0 }
            written = said.text.lowercased()
        }

        private init(_ words: [String], _ written: String) {
            self.words = words
            self.written = written
        }

        func hasAny(of phrases: PhraseList) -> Bool { phrases.isFound(in: words) }

        func without(_ phrases: PhraseList) -> Line { Line(phrases.removed(from: words), written) }

        /// `không dự`, "does not take part", is `không đủ`, "not enough"; `vắng`, absent, is `vâng`, yes.
        var declinesInFull: Bool { written.contains("không dự") || written.contains("xin vắng") }

        /// `sẽ dự`, as the last words; `sẽ đủ` is "will be enough".
        var endsInTakingPart: Bool {
            let endings = [["se", "du"], ["se", "du", "a"], ["se", "du", "tran", "trong"]]
            return !written.contains("sẽ đủ")
                && endings.contains { words.suffix($0.count) == $0[...] }
        }

        /// `đang ký`, "is signing", is `đăng ký`, "registers".
        var isSigning: Bool { written.contains("đang k") }

        /// `nhưng`, "but", is `những`, which means little; `trừ`, "except", is `trú` and others.
        var hasBut: Bool {
            written.contains("nhưng") || written.contains("trừ")
                || (words.contains("nhung") && written.utf8.allSatisfy { $0 < 0x80 })
        }
    }
}
