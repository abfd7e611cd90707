/// What subjects say of a mail, folded.
enum SubjectWords {
    static let replies = [
        "re:", "re :", "re[", "aw:", "antw:", "antwort:", "sv:", "vs:", "odp:", "réf:", "réf. :",
        "res:", "rv:", "tr:",
        "trả lời:", "tl:", "phúc đáp:", "回复:", "回复：", "答复:", "答复：", "rép:", "ref:", "r:", "re：",
        "svar:",
    ]

    static let forwards = [
        "fw:", "fwd:", "wg:", "tr:", "rv:", "i:", "enc:", "vb:", "doorst:", "fs:", "vl:",
        "chuyển tiếp:", "转发:", "转发：",
        "[fwd:", "fw :", "fwd :", "forwarded:", "re: fwd:", "re: fw:", "trans:",
    ]

    /// A report of a failure.
    static let failures = [
        "undeliver", "non-deliver", "nondeliver", "non deliver", "not deliver",
        "couldn't be delivered", "could not be delivered", "could not deliver",
        "cannot be delivered", "cannot deliver",
        "can't be delivered", "unable to deliver", "returned mail", "returned to sender",
        "returned message", "return to sender", "returned email", "returned e-mail",
        "returning message",
        "mail returned", "message returned", "returning to sender", "return mail", "failure notice",
        "failure notification", "failure report", "failed delivery", "failed mail",
        "fail to deliver", "delivery failed", "failed message",
        "delivery failure", "delivery fail", "delivery error", "delivery problem",
        "delivery status", "delivery report", "delivery notification", "delivery unsuccessful",
        "mail failure", "mail failed", "mail error",
        "mail delivery", "mail status report", "mail could not", "message not delivered",
        "message status", "message could not", "message blocked", "message rejected",
        "message undelivered", "message frozen", "mail system error",
        "mail not delivered", "nondeliverable", "unknown user", "user unknown", "bounced", "bounce",
        "address not found", "recipient unknown", "unknown recipient", "invalid recipient",
        "error sending", "smtp error", "smtp failure",
        "error condition re", "message delivery", "email delivery", "e-mail delivery",
        "delivery has failed", "permanent delivery", "permanent error", "rejected:",
        "rejected mail", "rejected message", "email rejected", "mail rejected",
        "undelivered mail", "cannot send message", "can not deliver", "was not delivered",
        "wasn't delivered", "not been delivered", "notification d'échec",
        "notification of delivery", "dsn:", "ndn:", "ndr:", "nondelivery", "unzustellbar",
        "nicht zugestellt", "zustellung fehlgeschlagen", "nicht zustellbar",
        "zustellungsbenachrichtigung", "unzustellbare", "fehler bei der zustellung",
        "zustellfehler", "zustellungsfehler", "rückläufer",
        "non remis", "non distribué", "non délivré", "échec de la remise", "échec de remise",
        "notification d'état de remise", "retour de courrier", "erreur de distribution",
        "avis de non-remise", "message non remis", "non distribue", "echec",
        "no se puede entregar", "no se pudo entregar", "no entregado", "no entregable",
        "no entregada", "error de entrega", "notificación de estado de entrega", "correo devuelto",
        "correo no entregado", "devuelto", "fallo en la entrega", "fallo de entrega",
        "não foi entregue", "não entregue", "não é possível entregar", "falha na entrega",
        "falha de entrega", "mensagem não", "notificação de status", "devolvid",
        "impossibile recapitare", "mancata consegna", "mancato recapito", "non recapitabile",
        "recapito non riuscito", "messaggio non", "notifica di stato", "non consegnat",
        "onbestelbaar", "niet bezorgd", "ikke leveres", "ikke levert", "kan inte levereras",
        "kunne ikke", "går inte att leverera", "ej levererat", "niedostarczon",
        "nie można dostarczyć", "zwrot poczty", "nedoručiteln", "nelze doručit", "kézbesíthetetlen",
        "teslim edilemedi", "iletilemedi", "levering mislukt", "toimittaminen epäonnistui",
        "недоставлен", "не доставлен", "невозможно доставить", "не может быть доставлен",
        "ошибка доставки", "возврат", "недоставленное", "не удалось доставить",
        "уведомление о состоянии доставки",
        "không gửi được", "không thể gửi", "không chuyển được", "không chuyển phát được",
        "không phát được", "thư bị trả lại", "trả lại thư", "gửi thất bại", "gửi thư thất bại",
        "gửi không thành công", "thư không gửi", "không thể chuyển", "thư trả lại", "thất bại",
        "chuyển phát thất bại",
        "退信", "传输失败", "传送失败", "發送失敗", "发送失败", "系统退信", "退回", "投递失败", "未送达", "无法送达", "无法投递", "无法传递",
        "無法傳遞", "寄送失敗", "配信不能", "配信エラー",
        "送信エラー", "配信に失敗", "送信できません", "メールエラー", "配送失敗", "未達", "メール配信", "반송", "전송 실패", "배달되지", "전달되지",
        "배달 실패",
    ]

    /// What a server tells its own postmaster of sessions with others: no report on a mail of ours.
    static let sessions = ["postfix smtp server: errors from", "postfix smtp client: errors to"]

    /// A report that a mail is still under way.
    static let delays = [
        "delayed", "delay", "warning: could not send", "warning: message", "still being retried",
        "delivery temporarily", "temporarily undelivered", "mail delivery deferred", "deferred",
        "not yet delivered", "has not been delivered yet", "verzögert", "verzögerung", "retardé",
        "retard", "retrasado", "retraso", "demora", "atrasad", "ritardo", "ritardat", "vertraging",
        "vertraagd", "задерж", "отложен", "chậm", "trì hoãn", "delayed mail", "延迟", "遅延",
        "försenad", "forsinket", "opóźni",
    ]

    /// A report that it arrived.
    static let deliveries = [
        "delivered:", "relayed:", "expanded:", "delivery confirmation", "successful mail delivery",
        "successfully delivered", "return receipt", "return-receipt", "übermittelt:", "zugestellt:",
        "remis :", "entregado:", "delivered :", "đã gửi:", "đã chuyển phát:", "doręczono:",
        "mail delivered",
    ]

    /// A notice that it was read, or was not (RFC 8098; Exchange, Notes, GroupWise).
    static let receipts = [
        "read:", "not read:", "gelesen:", "ungelesen gelöscht:", "nicht gelesen:", "lu :", "lu:",
        "non lu :", "non lu:", "leído:", "no leído:", "lida:", "não lida:", "letto:", "non letto:",
        "gelezen:", "niet gelezen:", "läst:", "lest:", "læst:", "przeczytano:", "прочтено:",
        "прочитано:", "đã đọc:", "chưa đọc:", "已读:", "已讀:", "開封済み:", "read receipt",
        "return receipt (displayed)", "disposition notification", "lesebestätigung",
        "empfangsbestätigung", "accusé de lecture", "confirmation de lecture",
        "confirmación de lectura", "conferma di lettura", "leesbevestiging",
        "confirmação de leitura",
        "message read", "read notification", "deleted:", "message opened",
        "message status - opened", "xác nhận đã đọc", "thông báo đã đọc",
        "return receipt (displayed) -", "gelöscht:", "olvasva:", "přečteno:",
    ]

    /// A machine's reply for a person.
    static let autoReplies = [
        "out of office", "out of the office", "out-of-office", "ooo:", "ooo -", "auto reply",
        "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse",
        "auto responder", "autoresponder", "auto-responder", "automatic reply",
        "automatic response", "automated reply", "automated response", "automated message", "auto:",
        "auto-generated reply", "away from", "away message", "i am away", "i'm away", "on vacation",
        "on holiday", "on leave", "annual leave", "vacation message", "vacation reply",
        "vacation response", "vacation notice", "vacation notification", "vacation",
        "maternity leave", "parental leave", "sick leave", "absence message", "notice of absence",
        "unavailable",
        "no longer with", "no longer works", "has left", "left the company", "not in the office",
        "returning on", "holiday notice",
        "abwesenheitsnotiz", "abwesenheit", "abwesend", "automatische antwort",
        "automatische rückantwort", "nicht im büro", "nicht im haus", "außer haus", "ausser haus",
        "urlaub", "abwesenheitsbenachrichtigung", "eingangsbestätigung", "autoantwort",
        "réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau",
        "message d'absence", "absence", "en congé", "en vacances", "accusé de réception",
        "je suis absent",
        "respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina",
        "ausente", "de vacaciones", "autorespuesta", "mensaje automático", "resposta automática",
        "resposta automatica", "fora do escritório", "ausência", "férias", "ausencia",
        "autoresposta",
        "risposta automatica", "fuori ufficio", "assenza", "assente", "in ferie", "fuori sede",
        "automatisch antwoord", "afwezig", "afwezigheid", "niet aanwezig", "autosvar", "frånvaro",
        "fraværende", "ikke til stede", "fravær", "poissa", "automaattinen vastaus",
        "automatisk svar", "odpowiedź automatyczna", "automatyczna odpowiedź", "poza biurem",
        "nieobecność", "nieobecny", "urlop", "automatická odpověď", "mimo kancelář",
        "automatikus válasz", "házon kívül", "otomatik yanıt", "otomatik yanit", "ofis dışında",
        "răspuns automat",
        "автоответ", "автоматический ответ", "вне офиса", "отсутстви", "в отпуске", "отпуск",
        "автоматична відповідь",
        "trả lời tự động", "thư trả lời tự động", "tự động trả lời", "phản hồi tự động", "vắng mặt",
        "đi công tác", "đang đi công tác", "nghỉ phép", "nghỉ lễ", "không có mặt", "thông báo vắng",
        "自动回复", "自動回覆", "自動返信", "自动答复", "外出", "不在", "休暇", "休假", "자동 응답", "자동응답", "부재중", "부재 중",
        "ตอบกลับอัตโนมัติ", "jawaban otomatis", "balasan automatik", "tidak di kantor",
        "thank you for contacting", "thank you for your email", "thank you for your e-mail",
        "thank you for your message", "we have received your", "your message has been received",
        "we received your",
    ]

    /// Asked to show that a person wrote.
    static let challenges = [
        "please confirm your message", "please confirm", "confirm your message",
        "verify your email", "[qurb", "spam arrest", "spamarrest", "challenge",
        "awaiting your verification", "confirmation request", "your message is awaiting",
        "awaits moderator approval", "requires confirmation", "antispam uol", "boxbe",
        "requesting verification", "verification required", "tmda",
    ]
}

extension SubjectWords {
    /// Words of ``autoReplies`` that people's subjects have too.
    private static let common: Set<String> = [
        "unavailable", "absence", "vacation", "urlaub", "assente", "ausente", "urlop", "отпуск",
        "外出", "不在", "休暇", "休假", "férias",
        "nghỉ lễ", "đi công tác", "has left", "away from", "abwesend", "fravær", "poissa",
        "en vacances", "on holiday", "on leave",
    ]

    /// What a text says that asks whether a person wrote; nobody else writes so.
    static let guards =
        [
            "this account is protected by", "added to the recipient's allowed list",
            "your message is being held until", "to confirm that you are a real person",
            "prove that you are human", "has been placed in a pending queue",
            "your message was held because", "click the link below to have your message delivered",
            "add yourself to my boxbe guest list",
            "i apologize for this automatic reply to your email",
            "to control spam, i now allow incoming messages",
        ] + holds

    /// What TMDA and its like say of a mail that they keep until it is confirmed.
    static let holds = [
        "is being held because the address", "to release your message for delivery",
        "to release your pending message",
    ]

    /// What a text says of an absence.
    static let absences = [
        "out of the office", "out of office", "on vacation", "on annual leave",
        "i am currently away", "i will be away", "i am away", "nicht im büro", "im urlaub",
        "absent du bureau", "fuera de la oficina", "automatic reply", "automated response",
        "automatically generated response", "trả lời tự động", "đang vắng mặt", "nghỉ phép",
    ]

    /// The kind of delivery report that a subject announces.
    static func report(_ subject: FoldedText) -> DeliveryAction? {
        if deliveries.contains(where: { subject.hasPrefix($0) }) { return .delivered }
        let isFailure = failures.contains { subject.contains($0) }
        if delays.contains(where: { subject.contains($0) }) { return .delayed }
        return isFailure ? .failed : nil
    }

    static func isAutoReply(_ subject: FoldedText) -> Bool {
        autoReply(subject, atStart: false) != nil
    }

    /// The words of a machine's reply in a subject; at its start they need no other mark.
    static func autoReply(_ subject: FoldedText, atStart: Bool) -> String? {
        autoReplies.first { word in
            atStart ? subject.hasPrefix(word) && !common.contains(word) : subject.contains(word)
        }
    }
}
