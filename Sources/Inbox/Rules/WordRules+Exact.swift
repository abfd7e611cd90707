import ConvokeCore

extension WordRules {
    /// Whole sentences that hold words of other rules and mean something else.
    static let exact: [WordRule] = [
        WordRule(
            "cpanel-no-account", .hard, implies: "1.2", source: "cPanel's Exim",
            ["account or domain may not exist", "account…or domain may not exist"]),
        WordRule(
            "orange-content", .content, implies: "7.1", source: "Orange, Wanadoo, La Poste",
            [
                "mail rejete. mail rejected…506", "mail rejete. mail rejected…507", "ofr_506",
                "lpn007_506",
            ]),
        WordRule(
            "orange-rate", .soft, implies: "7.28", source: "Orange, Wanadoo, La Poste",
            [
                "ofr004_104", "ofr_104", "ofr_109", "ofr_110", "too many connections, slow down",
                "trop de connexions",
            ]),
        WordRule(
            "orange-recipient", .hard, implies: "1.1", source: "Orange, Wanadoo, La Poste",
            ["ofr_416", "ofr_418", "ofr204_418", "lpn105_416"]),
        WordRule(
            "orange-archived", .hard, implies: "2.1", source: "Orange, Wanadoo, La Poste",
            ["ofr_420", "boite du destinataire archivee", "archived recipient"]),
        WordRule(
            "orange-full", .soft, implies: "5.2.2", source: "Orange, Wanadoo, La Poste",
            ["ofr_417", "lpn_417", "recipient overquota"]),
        WordRule(
            "orange-size", .content, implies: "3.4", source: "Orange, Wanadoo, La Poste",
            ["ofr_514", "lpn_514", "taille limite du message"]),
        WordRule(
            "orange-block", .policy, implies: "7.1", source: "Orange, Wanadoo, La Poste",
            [
                "ofr006_102", "ofr006_103", "ofr_102", "ofr_103", "ofr_999", "lpn007_102",
                "lpn005_510", "lpnaaa_101",
            ]),
        WordRule(
            "cox-rate", .soft, implies: "7.28", source: "Cox", ["aup#cxcnct", "aup#cxmxrt"]),
        WordRule(
            "cox-content", .content, implies: "7.1", source: "Cox", ["aup#urlbl"]),
        WordRule(
            "cox-block", .policy, implies: "7.1", source: "Cox",
            ["aup#cx", "aup#cdrbl", "aup#ipbl"]),
        WordRule(
            "netease-rate", .soft, implies: "7.28", source: "163, 126",
            ["rp:qrc", "rp:trc", "rp:cel", "hl:itc", "hl:ifc", "mi:cel", "mi:dmc"]),
        WordRule(
            "netease-sender", .policy, implies: "7.1", source: "163, 126",
            [
                "dt:sum", "mi:spb", "mi:spf", "mi:nhd", "mi:imf", "mi:stc", "hl:rep", "hl:iha",
            ]),
        WordRule(
            "coremail-sender", .policy, implies: "7.1",
            source: "Coremail, behind 163, 126 and many offices and schools",
            [
                "local user only", "sender is rejected", "fake sender", "not taken: invalid ip",
                "ip is rejected", "ip is hangup", "no smtp mx only", "sending quota exceeded",
            ]),
        WordRule(
            "coremail-content", .content, implies: "7.1",
            source: "Coremail, behind 163, 126 and many offices and schools",
            ["requested action not taken: mail…is rejected", "content reject"]),
        WordRule(
            "coremail-user", .hard, implies: "1.1",
            source: "Coremail, behind 163, 126 and many offices and schools",
            ["unavailable mail user", "user hangup", "local server don't exist"]),
        WordRule(
            "naver-sender", .policy, implies: "7.1", source: "Naver, Hanafos",
            ["must register your ip", "your ip(…is filtered"]),
        WordRule(
            "destination-refuses", .policy, implies: "7.1", source: "Zoho, Coremail",
            ["rejected by destination domain", "user refused to receive", "denyip"]),
        WordRule(
            "sender-unregistered", .policy, implies: "7.750", source: "Exchange Online",
            ["sending from unregistered domain"]),
        WordRule(
            "sender-suspended", .policy, implies: "7.1", source: "cPanel's Exim",
            ["outgoing mail suspension"]),
        WordRule(
            "unused", .hard, implies: "2.1", source: "Free, Gmail, Yahoo",
            [
                "blocked due to inactivity", "disabled due to inactivity",
                "blocked because of inactivity", "blocked for inactivity",
            ]),
        WordRule(
            "switched-off", .hard, implies: "2.1", source: "several",
            ["administratively disabled", "administratively suspended"]),
        WordRule(
            "not-of-domain", .hard, implies: "1.1", source: "several",
            ["not a member of domain", "not a member of this domain"]),
        WordRule(
            "vpopmail-locked", .hard, implies: "2.1", source: "vpopmail's vdelivermail",
            ["account is locked email bounced"]),
        WordRule(
            "maildir-access", .soft, implies: "2.0", source: "Postfix local(8), virtual(8)",
            ["maildir access problem", "create maildir file"]),
        WordRule(
            "qq-no-mailbox", .hard, implies: "1.1", source: "QQ, GMX",
            [
                "mailbox unavailable or access denied", "mailbox not found or access denied",
                "mailbox…unavailable or access denied",
            ]),
        WordRule(
            "barracuda-content", .content, implies: "7.1", source: "Barracuda",
            ["was blocked by our spam firewall", "bulk email filter"]),
        WordRule(
            "yahoo-sender", .policy, implies: "1.8", source: "Yahoo",
            ["deferred due to unresolvable"]),
        WordRule(
            "aol-block", .policy, implies: "7.1", source: "AOL",
            ["(rly:", "(con:b", "(dyn:", "(rtr:", "errors/554rly", "errors/554con"]),
        WordRule(
            "outlook-rate", .soft, implies: "7.28", source: "Outlook.com",
            [
                "outlook.com server has exceeded the rate limit",
                "how many messages can be sent per hour",
            ]),
        WordRule(
            "name-not-qualified", .hard, implies: "1.3", source: "several",
            ["mailbox name is invalid", "domain must be fully qualified"]),
        WordRule(
            "filter", .content, implies: "7.1", source: "AT&T, Earthlink",
            [
                "temporarily blocked by our filter", "reject, id…- spam",
                "message filtered. refer to", "message filtered. please see",
                "553-message filtered",
            ]),
        WordRule(
            "amavis-banned", .content, implies: "7.0", source: "Amavis",
            [", id=…- banned", "banned name:", "banned contents", "banned: ."]),
        WordRule(
            "name-unknown", .hard, implies: "1.2", source: "Gmail",
            ["dns error: domain name not found", "responded with code nxdomain"]),
        WordRule(
            "exchange-busy", .soft, implies: "7.500", source: "Exchange Online",
            ["server busy. please try again later", "access denied, please try again later"]),
        WordRule(
            "edge-blocking", .hard, implies: "4.1", source: "Exchange Online",
            [
                "5.4.1 recipient address rejected", "5.4.1 <…recipient address rejected",
                "5.4.1 […recipient address rejected", "recipient addresses rejected : access",
            ]),
        WordRule(
            "subscriber-preferences", .policy, implies: "7.1", source: "Facebook, AOL, docomo",
            [
                "based on the email preferences of the person", "指定受信", "受信拒否", "受信を拒否",
                "the recipient is not accepting mail from",
            ]),
        WordRule(
            "mail-policy", .policy, implies: "7.1", source: "Zoho",
            ["mailpolicy violation", "mail policy violation"]),
        WordRule(
            "unknown-mailer-error", .soft, implies: "3.0", source: "Sendmail sysexits.c",
            ["unknown mailer error", "unknown error", "unknown problem"]),
    ]
}
