/// How mail servers call themselves.
enum SenderWords {
    /// The part before the "@".
    static let locals: Set<String> = [
        "mailer-daemon", "mailer_daemon", "mailerdaemon", "mail-daemon", "maildaemon", "daemon",
        "postmaster", "mdaemon", "postoffice", "post_master", "post-master", "mailadmin",
        "mail-admin", "email-daemon", "mmdf",
        "mailsystem", "mail-system", "mail.system", "maildelivery", "mail-delivery", "smtp",
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e", "bounces",
        "autoreply-bounce",
        "mailer-deamon", "mailer-damon", "mailer.daemon", "mail_delivery",
    ]

    static let prefixes = [
        "mailer-daemon", "microsoftexchange", "postmaster", "mail-daemon", "mailerdaemon",
    ]

    /// The name beside it, or the whole field.
    static let names = [
        "mail delivery", "mailer-daemon", "mailer daemon", "delivery subsystem",
        "mail administrator",
        "mail system", "system administrator", "postmaster", "mail server", "mailserver",
        "internet mail delivery",
        "mail transfer agent", "mail router", "microsoft outlook", "microsoft exchange",
        "mail daemon",
        "email delivery", "e-mail delivery", "mailer_daemon", "postman",
        "bounce", "systemadministrator",
        "systemadministrator", "administrateur système", "administrador del sistema",
        "amministratore sistema", "mail-delivery", "mail subsystem",
        "message transfer", "smtp server", "smtp gateway", "mailgate", "mdaemon",
        "mail gateway",
    ]
}
