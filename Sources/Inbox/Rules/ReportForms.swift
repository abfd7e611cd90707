/// Words with which a server's report begins.
struct ReportForm: Sendable {
    let phrase: String
    let meaning: DeliveryAction
    /// Nobody else writes so: the sender and the subject do not matter.
    let isSure: Bool
    let source: String

    init(
        _ phrase: String, meaning: DeliveryAction = .failed, sure isSure: Bool = true,
        _ source: String
    ) {
        self.phrase = phrase
        self.meaning = meaning
        self.isSure = isSure
        self.source = source
    }
}

/// The forms of reports that follow no RFC; the first that stands in a text decides, a sure one
/// before all others.
enum ReportForms {
    static func first(in text: FoldedText) -> ReportForm? {
        let found = all.filter { text.contains($0.phrase) }
        return found.first(where: \.isSure) ?? found.first
    }

    static let all = delays + deliveries + failures

    private static let delays: [ReportForm] = [
        ReportForm("this is a warning message only", meaning: .delayed, "Sendmail, Exim"),
        ReportForm("you do not need to resend your message", meaning: .delayed, "Sendmail"),
        ReportForm("is delayed for more than", meaning: .delayed, "OpenSMTPD"),
        ReportForm("only a temporary failure report", meaning: .delayed, "OpenSMTPD"),
        ReportForm("message has not yet been fully delivered", meaning: .delayed, "MMDF"),
        ReportForm("delivery attempts are still pending", meaning: .delayed, "MMDF"),
        ReportForm("has not been delivered yet", meaning: .delayed, sure: false, "several"),
        ReportForm("has not yet been delivered", meaning: .delayed, "Exim"),
        ReportForm(
            "has not been delivered to one or more of its recipients after more than",
            meaning: .delayed, "Exim"),
        ReportForm("delivery attempts will continue", meaning: .delayed, "Exim, Symantec"),
        ReportForm("no action is required on your part", meaning: .delayed, sure: false, "Exim"),
        ReportForm("will keep trying", meaning: .delayed, sure: false, "Sendmail, Postfix"),
        ReportForm("will continue to try", meaning: .delayed, sure: false, "several"),
        ReportForm("will continue trying", meaning: .delayed, sure: false, "several"),
        ReportForm("will be retried", meaning: .delayed, sure: false, "several"),
        ReportForm("gmail will retry", meaning: .delayed, "Gmail"),
        ReportForm("gmail will attempt to deliver", meaning: .delayed, "Gmail"),
        ReportForm("has been delayed", meaning: .delayed, sure: false, "Gmail, Exchange"),
        ReportForm("delivery is delayed", meaning: .delayed, sure: false, "Exchange"),
        ReportForm("delivery delayed", meaning: .delayed, sure: false, "Exchange"),
        ReportForm("this is a delivery delay", meaning: .delayed, "several"),
        ReportForm("message delivery has been delayed", meaning: .delayed, "several"),
        ReportForm("has been postponed", meaning: .delayed, sure: false, "Exchange 5.5"),
        ReportForm("this is just a warning", meaning: .delayed, sure: false, "MessageSwitch"),
        ReportForm("advisory-only email", meaning: .delayed, "Exchange 5.5"),
        ReportForm("still trying to deliver", meaning: .delayed, "several"),
        ReportForm("continue to attempt", meaning: .delayed, sure: false, "several"),
        ReportForm("will try again", meaning: .delayed, sure: false, "several"),
        ReportForm("delayed delivery", meaning: .delayed, sure: false, "several"),
        ReportForm("delayed by more than", meaning: .delayed, "Sun, PMDF"),
        ReportForm("is being delayed", meaning: .delayed, sure: false, "several"),
        ReportForm("delivery status: delayed", meaning: .delayed, "several"),
        ReportForm("noch nicht zugestellt", meaning: .delayed, "T-Online"),
        ReportForm("zustellung verzögert", meaning: .delayed, "several"),
        ReportForm("chưa gửi được", meaning: .delayed, sure: false, "Zimbra in Vietnamese"),
        ReportForm("sẽ tiếp tục thử", meaning: .delayed, "several"),
    ]

    private static let deliveries: [ReportForm] = [
        ReportForm("was successfully delivered to", meaning: .delivered, "Postfix, Exim, Sun"),
        ReportForm("has been successfully delivered", meaning: .delivered, "several"),
        ReportForm("successfully delivered to the following", meaning: .delivered, "Exchange"),
        ReportForm("successfully relayed to the following", meaning: .relayed, "Exchange"),
        ReportForm(
            "delivery to these recipients or groups is complete", meaning: .delivered,
            "Exchange 2010"),
        ReportForm(
            "delivery to these recipients or distribution lists is complete", meaning: .delivered,
            "Exchange 2007"),
        ReportForm(
            "your message has been delivered to the following", meaning: .delivered, "Exchange"),
        ReportForm("your message was delivered to the recipient", meaning: .delivered, "several"),
        ReportForm("đã được gửi thành công", meaning: .delivered, sure: false, "several"),
    ]

    private static let failures: [ReportForm] = [
        ReportForm("your mail attempted to be delivered on", "au"),
        ReportForm("could not be delivered to: <", "au"),
        ReportForm("could not be delivered to the following user", "Microsoft CDO"),
        ReportForm("this is a delivery failure notification message", "Mimecast"),
        ReportForm("failure reasons", sure: false, "Notes"),
        ReportForm("could not be delivered because of", "MailMarshal"),
        ReportForm("has stopped the following email", "MailMarshal"),
        ReportForm("wurde nicht zugestellt an", sure: false, "Domino"),
        ReportForm("this is the dragonfly mail agent", "DragonFly"),
        ReportForm("this is the mailer-daemon, please do not reply", "OpenSMTPD"),
        ReportForm("非送信", sure: false, "several"),
        ReportForm("送信できませんでした", sure: false, "several"),
        ReportForm("送信に失敗", sure: false, "several"),
        ReportForm("this is the qmail-send program", "qmail"),
        ReportForm("this is the mail system at host", "Postfix"),
        ReportForm("this is the postfix program at host", "Postfix"),
        ReportForm("this is the postfix mail system", "Postfix"),
        ReportForm("this is the mail delivery agent at", "several"),
        ReportForm("this is the email server at", "qmail"),
        ReportForm("this is the deliver program at", "eYou"),
        ReportForm(
            "this is the machine generated message from mail service", "qmail at newmail.ru"),
        ReportForm("this message was created automatically by mail delivery software", "Exim"),
        ReportForm("this message was created automatically by mail delivery", "Exim"),
        ReportForm("this message was created automatically by the", "several"),
        ReportForm("a message that you sent could not be delivered", "Exim"),
        ReportForm("a message that you sent was rejected by", "Exim"),
        ReportForm("a message that you sent contained one or more recipient addresses", "Exim"),
        ReportForm("a message you sent could not be delivered", "Exim"),
        ReportForm("a message sent by", sure: false, "Exim"),
        ReportForm("the original message was received at", "Sendmail"),
        ReportForm("transcript of session follows", "Sendmail"),
        ReportForm("addresses had permanent fatal errors", "Sendmail"),
        ReportForm("addresses had delivery problems", "Sendmail"),
        ReportForm("the following addresses had", "Sendmail"),
        ReportForm("failed addresses follow", "smail"),
        ReportForm("failed recipients", sure: false, "several"),
        ReportForm("here is your list of failed recipients", "several"),
        ReportForm("delivery to the following recipient failed permanently", "Gmail"),
        ReportForm("delivery to the following recipient failed", "Gmail"),
        ReportForm("delivery to the following recipients failed", "Exchange 2000"),
        ReportForm("delivery to the following recipients was aborted", "Exchange"),
        ReportForm("your message wasn't delivered to", sure: false, "Gmail"),
        ReportForm("there was a problem delivering your message to", sure: false, "Gmail"),
        ReportForm("the response from the remote server was", "Gmail"),
        ReportForm("the error that the other server returned was", "Gmail"),
        ReportForm("technical details of permanent failure", "Gmail"),
        ReportForm("did not reach the following recipient", "Exchange 5.5"),
        ReportForm(
            "your message did not reach some or all of the intended recipients", "Exchange 2003"),
        ReportForm("delivery has failed to these recipients", "Exchange 2007"),
        ReportForm("couldn't be delivered", sure: false, "Exchange Online"),
        ReportForm("rejected your message to the following e", "Exchange 2010"),
        ReportForm("these recipients or distribution lists", "Exchange 2007"),
        ReportForm("diagnostic information for administrators", "Exchange"),
        ReportForm("diese nachricht wurde automatisch von", "GMX, 1&1"),
        ReportForm("this message was generated automatically by the mail", "several"),
        ReportForm("die folgenden adressen", sure: false, "GMX"),
        ReportForm("konnte nicht an alle empfänger", "GMX"),
        ReportForm("konnte nicht zugestellt werden", sure: false, "several"),
        ReportForm("fehler bei der nachrichtenzustellung", "Exchange"),
        ReportForm("échec de la remise à ces destinataires", "Exchange"),
        ReportForm("n'a pas pu être remis", sure: false, "several"),
        ReportForm("n'a pas pu être délivré", sure: false, "several"),
        ReportForm("error al entregar", sure: false, "several"),
        ReportForm("no se pudo entregar", sure: false, "several"),
        ReportForm("no se ha podido entregar", sure: false, "several"),
        ReportForm(
            "your message cannot be delivered to the following recipients", "Sun Messaging Server"),
        ReportForm("this report relates to a message you sent", "Sun Messaging Server"),
        ReportForm("your message could not be delivered to", "several"),
        ReportForm("your message was not delivered", sure: false, "several"),
        ReportForm("message could not be delivered", sure: false, "several"),
        ReportForm("message cannot be delivered", sure: false, "several"),
        ReportForm("could not be delivered", sure: false, "several"),
        ReportForm("cannot be delivered", sure: false, "several"),
        ReportForm("could not deliver", sure: false, "several"),
        ReportForm("unable to deliver", sure: false, "several"),
        ReportForm("unable to deliver message to the following address", "Yahoo"),
        ReportForm("sorry, we were unable to deliver your message", "Yahoo"),
        ReportForm("sorry, unable to deliver your message", "Earthlink"),
        ReportForm("was undeliverable to", "Domino"),
        ReportForm("is undeliverable", sure: false, "several"),
        ReportForm("was undeliverable", sure: false, "several"),
        ReportForm("undeliverable", sure: false, "several"),
        ReportForm("undelivered", sure: false, "several"),
        ReportForm("your message has encountered delivery problems", "MDaemon"),
        ReportForm("did not receive a copy of your message", "MDaemon"),
        ReportForm("your mail message to the following address", "several"),
        ReportForm("could not be sent", sure: false, "several"),
        ReportForm("was not delivered", sure: false, "several"),
        ReportForm("not delivered to", sure: false, "several"),
        ReportForm("undeliverable message", sure: false, "several"),
        ReportForm("returned for the following reason", sure: false, "several"),
        ReportForm("error description", sure: false, "LSMTP"),
        ReportForm("delivery failed", sure: false, "several"),
        ReportForm("delivery failure", sure: false, "several"),
        ReportForm("failed to deliver", sure: false, "several"),
        ReportForm("mail delivery failed", sure: false, "several"),
        ReportForm("message from interscan", "InterScan"),
        ReportForm("was blocked by our spam firewall", "Barracuda"),
        ReportForm("the message that you sent was undeliverable", "GroupWise"),
        ReportForm("has been rejected", sure: false, "several"),
        ReportForm("was rejected", sure: false, "several"),
        ReportForm("unknown user", sure: false, "IMail"),
        ReportForm("user unknown", sure: false, "several"),
        ReportForm("mailbox is full", sure: false, "several"),
        ReportForm("the user(s) account is temporarily over quota", "au"),
        ReportForm("the user(s) account is disabled", "au"),
        ReportForm("each of the following recipients was rejected by a remote mail server", "au"),
        ReportForm("không thể gửi", sure: false, "several"),
        ReportForm("không gửi được", sure: false, "several"),
        ReportForm("không thể chuyển", sure: false, "Zimbra in Vietnamese"),
        ReportForm("thư của bạn không", sure: false, "several"),
        ReportForm("无法投递", sure: false, "QQ"),
        ReportForm("无法发送", sure: false, "Sina"),
        ReportForm("无法送达", sure: false, "Sina, QQ"),
        ReportForm("退信", sure: false, "QQ, 163"),
        ReportForm("不能被投递", sure: false, "163"),
        ReportForm("не может быть доставлено", sure: false, "Yandex"),
        ReportForm("не было доставлено", sure: false, "Mail.ru"),
        ReportForm("не доставлено", sure: false, "Mail.ru"),
        ReportForm("not be delivered", sure: false, "several"),
    ]
}
