/// How mail servers call themselves.
enum SenderWords {
    /// The part before the "@".
    static let locals: Set<String> = [
        "mailer-daemon", "mailer_daemon", "mailerdaemon", "mail-daemon", "maildaemon", "mailer",
        "daemon",
        "postmaster", "mdaemon", "postoffice", "post_master", "post-master", "mailadmin",
        "mail-admin", "email-daemon", "mmdf",
        "mailsystem", "mail-system", "mail.system", "maildelivery", "mail-delivery", "delivery",
        "smtp",
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e", "postman", "bounce", "bounces",
        "autoreply-bounce",
        "mailer-deamon", "mailer-damon", "mailer.daemon", "complaints", "mail_delivery",
    ]

    static let prefixes = [
        "mailer-daemon", "microsoftexchange", "postmaster", "mail-daemon", "mailerdaemon",
    ]

    /// The name beside it, or the whole field.
    static let names = [
        "mail delivery", "mailer-daemon", "mailer daemon", "delivery subsystem", "delivery system",
        "mail administrator",
        "mail system", "system administrator", "postmaster", "mail server", "mailserver",
        "internet mail delivery",
        "mail transfer agent", "mail router", "mail service", "delivery service",
        "microsoft outlook", "microsoft exchange", "mail daemon",
        "email delivery", "e-mail delivery", "message delivery", "mailer_daemon", "postman",
        "bounce", "systemadministrator",
        "systemadministrator", "administrateur système", "administrador del sistema",
        "amministratore sistema", "mail-delivery", "mail subsystem",
        "message transfer", "smtp server", "smtp gateway", "mailgate", "autosupport", "mdaemon",
        "mail gateway",
    ]
}
