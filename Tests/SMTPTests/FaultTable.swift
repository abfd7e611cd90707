import ConvokeCore
import Curl
import ScriptedRelay
import Testing

@testable import SMTP

/// One way in which the world is hostile, and what a session must make of it.
struct Fault: Sendable, CustomTestStringConvertible {
    struct Expected: Sendable, Equatable {
        let outcome: Outcome
        let stage: Stage
        let reason: Reason?
    }

    let name: String
    /// What the relay does, one script a connection.
    var scripts: [[Act]]
    var parcels = [Sample.parcel()]
    var user: String?
    var encryption: SMTPEndpoint.Encryption?
    var limits = TimeLimits(greeting: .seconds(20))
    /// What each parcel that was taken comes to.
    var expected: [Expected]
    var failure: SessionFailure.Kind?
    /// Words that must never be heard.
    var neverHeard: [String] = []

    var testDescription: String { name }
}

extension Fault.Expected {
    static let accepted = Self(outcome: .accepted, stage: .reply, reason: nil)

    static func deferred(_ stage: Stage, _ reason: Reason = .relayTrouble) -> Self {
        Self(outcome: .deferred, stage: stage, reason: reason)
    }

    static func refused(_ stage: Stage, _ reason: Reason) -> Self {
        Self(outcome: .refused, stage: stage, reason: reason)
    }

    static let inDoubt = Self(outcome: .inDoubt, stage: .dot, reason: .relayTrouble)

    static func released(_ stage: Stage) -> Self {
        Self(outcome: .released, stage: stage, reason: nil)
    }
}

extension [Act] {
    static var plain: [Act] { greeting("SIZE", "8BITMIME") }
    static var pipelined: [Act] { greeting("PIPELINING", "SIZE", "8BITMIME") }
    static var heardMail: [Act] { [.hear("MAIL")] }
    static var toRecipient: [Act] { [.hear("MAIL"), .say("250 ok"), .hear("RCPT")] }
    static var toData: [Act] { toRecipient + [.say("250 ok"), .hear("DATA")] }
    static var toBody: [Act] { toData + [.say("354 go")] }
    static var toDot: [Act] { toBody + [.body] }
    static var good: [Act] { pipelined + message() + farewell }

    /// RCPT and what follows it when it was refused, from a client that pipelines or not.
    static func recipient(_ reply: String) -> [Act] {
        toRecipient + [.say(reply), .hear("DATA"), .say("503 no recipients")] + farewell
    }
}

private let two = [Sample.parcel(1), Sample.parcel(2)]
private let huge = String(
    repeating: "250-" + String(repeating: "x", count: 900) + "\r\n", count: 80)

enum FaultTable {
    static let all =
        beforeGreeting + encryption + login + mail + recipient + data + end + sync + reuse
        + announced

    static let beforeGreeting: [Fault] = [
        Fault(name: "no banner: closed", scripts: [[.close]], expected: [], failure: .noBanner),
        Fault(
            name: "no banner: silence", scripts: [[.silence]],
            limits: TimeLimits(greeting: .seconds(1)), expected: [], failure: .noBanner),
        Fault(
            name: "no banner: another protocol", scripts: [[.say("SSH-2.0-OpenSSH_9.2"), .close]],
            expected: [], failure: .noBanner),
        Fault(
            name: "banner 554", scripts: [[.say("554 5.7.1 go away"), .close]], expected: [],
            failure: .bannerRefused),
        Fault(
            name: "421 at banner", scripts: [[.say("421 4.3.2 too busy"), .close]], expected: [],
            failure: .bannerRefused),
        Fault(
            name: "421 to EHLO",
            scripts: [[.say("220 hi"), .hear("EHLO"), .say("421 4.3.2 closing"), .close]],
            expected: [], failure: .bannerRefused),
        Fault(
            name: "421 after EHLO, nothing asked",
            scripts: [.pipelined + [.pause(.milliseconds(50)), .say("421 bye"), .close], .good],
            expected: [.accepted]),
        Fault(
            name: "EHLO refused, HELO taken",
            scripts: [
                [
                    .say("220 hi"), .hear("EHLO"), .say("502 what"), .hear("HELO"),
                    .say("250 relay.example"),
                ] + [Act].message() + [Act].farewell
            ], expected: [.accepted]),
        Fault(
            name: "EHLO and HELO refused",
            scripts: [
                [
                    .say("220 hi"), .hear("EHLO"), .say("550 no"), .hear("HELO"), .say("550 no"),
                    .close,
                ]
            ], expected: [], failure: .greetingRefused),
        Fault(
            name: "a greeting without end",
            scripts: [[.say("220 hi"), .hear("EHLO"), .raw(huge), .silence]], expected: [],
            failure: .unreliable),
    ]

    static let encryption: [Fault] = [
        Fault(
            name: "STARTTLS offered, then refused",
            scripts: [
                .greeting("STARTTLS", "AUTH PLAIN") + [
                    .hear("STARTTLS"), .say("454 4.7.0 not now"), .silence,
                ]
            ], user: "office", expected: [], failure: .encryptionRefused, neverHeard: ["AUTH"]),
        Fault(
            name: "STARTTLS required, then refused",
            scripts: [
                .greeting("STARTTLS", "AUTH PLAIN") + [
                    .hear("STARTTLS"), .say("454 4.7.0 not now"), .silence,
                ]
            ], user: "office", encryption: .required, expected: [], failure: .encryptionRefused,
            neverHeard: ["AUTH", "MAIL"]),
        Fault(
            name: "STARTTLS missing when required",
            scripts: [.greeting("AUTH PLAIN") + [.silence]], user: "office",
            encryption: .required, expected: [], failure: .encryptionMissing,
            neverHeard: ["AUTH", "MAIL"]),
        Fault(
            name: "bytes injected behind STARTTLS's reply",
            scripts: [
                .greeting("STARTTLS") + [
                    .hear("STARTTLS"), .raw("220 go\r\n250 injected\r\n"), .silence,
                ]
            ], encryption: .required, expected: [], failure: .encryptionFailed),
        Fault(
            name: "TLS fails after STARTTLS",
            scripts: [.greeting("STARTTLS") + [.hear("STARTTLS"), .say("220 go"), .close]],
            encryption: .required, expected: [], failure: .encryptionFailed),
        Fault(
            name: "TLS from the start, spoken to in clear", scripts: [[.say("220 hi"), .silence]],
            encryption: .fromTheStart, expected: [], failure: .encryptionFailed),
    ]

    static let login: [Fault] = [
        Fault(
            name: "AUTH 535",
            scripts: [
                .greeting("AUTH PLAIN") + [
                    .hear("AUTH PLAIN"), .say("334 "), .hear(""), .say("535 5.7.8 wrong"), .silence,
                ]
            ], user: "office", expected: [], failure: .loginRefused),
        Fault(
            name: "AUTH 454",
            scripts: [
                .greeting("AUTH PLAIN") + [
                    .hear("AUTH PLAIN"), .say("334 "), .hear(""), .say("454 4.7.0 later"), .silence,
                ]
            ], user: "office", expected: [], failure: .loginDelayed),
        Fault(
            name: "AUTH not offered", scripts: [.pipelined + [.silence]], user: "office",
            expected: [], failure: .loginNotOffered, neverHeard: ["MAIL"]),
        Fault(
            name: "AUTH offered with nothing that we can",
            scripts: [.greeting("AUTH SOMETHING-ELSE") + [.silence]], user: "office",
            expected: [], failure: .loginNotOffered, neverHeard: ["MAIL"]),
        Fault(
            name: "closed while logging in",
            scripts: [.greeting("AUTH PLAIN") + [.hear("AUTH"), .close]], user: "office",
            expected: [], failure: .unreliable),
    ]

    static let mail: [Fault] = [
        Fault(
            name: "530 to MAIL",
            scripts: [.pipelined + .heardMail + [.say("530 5.7.0 log in first"), .silence]],
            expected: [.released(.mail)], failure: .loginDemanded),
        Fault(
            name: "550 to MAIL: our address refused",
            scripts: [.plain + .heardMail + [.say("550 5.7.1 sender refused"), .silence]],
            expected: [.released(.mail)], failure: .senderRefused),
        Fault(
            name: "MAIL 452",
            scripts: [
                .plain + .heardMail + [.say("452 4.3.1 no space")] + .message() + .farewell
            ], parcels: two, expected: [.deferred(.mail), .accepted]),
        Fault(
            name: "MAIL 452, pipelined",
            scripts: [
                .pipelined + .heardMail + [
                    .say("452 4.3.1 no space"), .hear("RCPT"), .say("503 no"), .hear("DATA"),
                    .say("503 no"),
                ] + .message() + .farewell
            ], parcels: two, expected: [.deferred(.mail), .accepted]),
        Fault(
            name: "MAIL 451 five times in a row",
            scripts: [
                .plain + (1...5).flatMap { _ in [.hear("MAIL"), .say("451 4.3.0 later")] }
                    + [.silence]
            ],
            parcels: (1...7).map { Sample.parcel($0) },
            expected: Array(repeating: .deferred(.mail), count: 5), failure: .overloaded),
        Fault(
            name: "MAIL 552: too large",
            scripts: [.plain + .heardMail + [.say("552 5.3.4 too large")] + .farewell],
            expected: [.refused(.mail, .messageTooLarge)]),
        Fault(
            name: "421 to MAIL",
            scripts: [.pipelined + .heardMail + [.say("421 bye"), .close], .good],
            expected: [.accepted]),
        Fault(
            name: "closed at MAIL, again and again",
            scripts: Array(repeating: .pipelined + .heardMail + [.close], count: 3),
            expected: [.released(.mail)], failure: .unreliable),
    ]

    static let recipient: [Fault] = [
        Fault(
            name: "RCPT 450", scripts: [.pipelined + .recipient("450 busy")],
            expected: [.deferred(.rcpt, .other)]),
        Fault(
            name: "RCPT 450, greylisted",
            scripts: [.pipelined + .recipient("450 4.7.1 Greylisted, try again")],
            expected: [.deferred(.rcpt, .greylisted)]),
        Fault(
            name: "RCPT 550", scripts: [.pipelined + .recipient("550 5.1.1 unknown")],
            expected: [.refused(.rcpt, .addressBad)]),
        Fault(
            name: "RCPT 550, without PIPELINING, and the next goes on",
            scripts: [
                .plain + .toRecipient + [.say("550 unknown"), .hear("RSET"), .say("250 ok")]
                    + .message() + .farewell
            ], parcels: two, expected: [.refused(.rcpt, .addressBad), .accepted]),
        Fault(
            name: "RCPT 550, pipelined, and the next goes on",
            scripts: [
                .pipelined + .toRecipient + [
                    .say("550 unknown"), .hear("DATA"), .say("503 no"), .hear("RSET"),
                    .say("250 ok"),
                ] + .message() + .farewell
            ], parcels: two, expected: [.refused(.rcpt, .addressBad), .accepted]),
        Fault(
            name: "RCPT 552", scripts: [.pipelined + .recipient("552 5.2.2 over quota")],
            expected: [.refused(.rcpt, .mailboxFull)]),
        Fault(
            name: "RCPT 251",
            scripts: [
                .pipelined + .toRecipient + [
                    .say("251 will forward"), .hear("DATA"), .say("354 go"), .body, .say("250 ok"),
                ] + .farewell
            ], expected: [.accepted]),
        Fault(
            name: "RCPT 252",
            scripts: [
                .pipelined + .toRecipient + [
                    .say("252 will try"), .hear("DATA"), .say("354 go"), .body, .say("250 ok"),
                ] + .farewell
            ], expected: [.accepted]),
        Fault(
            name: "421 to RCPT",
            scripts: [.pipelined + .toRecipient + [.say("421 4.7.0 too many"), .close], .good],
            parcels: two, expected: [.deferred(.rcpt, .rateLimited), .accepted]),
        Fault(
            name: "relaying denied",
            scripts: [.plain + .toRecipient + [.say("554 5.7.1 Relay access denied"), .silence]],
            expected: [.released(.rcpt)], failure: .relayingDenied),
        Fault(
            name: "relaying denied for one recipient, behind one that was taken",
            scripts: [
                .plain + .message() + .toRecipient + [.say("554 5.7.1 Relay access denied")]
                    + .farewell
            ], parcels: two, expected: [.accepted, .refused(.rcpt, .policy)]),
        Fault(
            name: "the sender refused when a recipient is named",
            scripts: [
                .plain + .toRecipient
                    + [.say("550 5.1.8 <o@x.example>: Sender address rejected"), .silence]
            ], expected: [.released(.rcpt)], failure: .senderRefused),
        Fault(
            name: "354 although no RCPT was valid",
            scripts: [
                .pipelined + .toRecipient + [
                    .say("550 5.1.1 unknown"), .hear("DATA"), .say("354 go"), .body,
                    .say("554 no valid recipients"),
                ] + .message() + .farewell
            ], parcels: two, expected: [.refused(.rcpt, .addressBad), .accepted]),
        Fault(
            name: "354 although no RCPT was valid, and the empty message is even taken",
            scripts: [
                .pipelined + .toRecipient + [
                    .say("550 5.1.1 unknown"), .hear("DATA"), .say("354 go"), .body,
                    .say("250 queued as NOTHING"),
                ] + .farewell
            ], expected: [.refused(.rcpt, .addressBad)]),
    ]

    static let data: [Fault] = [
        Fault(
            name: "DATA 451",
            scripts: [
                .pipelined + .toData + [.say("451 4.3.0 trouble"), .hear("RSET"), .say("250 ok")]
                    + .message() + .farewell
            ], parcels: two, expected: [.deferred(.data), .accepted]),
        Fault(
            name: "DATA 554", scripts: [.pipelined + .toData + [.say("554 no")] + .farewell],
            expected: [.refused(.data, .policy)]),
        Fault(
            name: "reset before 354", scripts: [.pipelined + .toData + [.reset], .good],
            parcels: two, expected: [.deferred(.data), .accepted]),
        Fault(
            name: "reset in the middle of the body",
            scripts: [.pipelined + .toBody + [.read(1000), .reset], .good],
            parcels: [Sample.large(1), Sample.parcel(2)],
            expected: [.deferred(.body), .accepted]),
        Fault(
            name: "refused in the middle of the body",
            scripts: [
                .pipelined + .toBody + [.read(1000), .say("552 5.3.4 too large"), .reset], .good,
            ], parcels: [Sample.large(1), Sample.parcel(2)],
            expected: [.refused(.body, .messageTooLarge), .accepted]),
    ]

    static let end: [Fault] = [
        Fault(
            name: "dot 451", scripts: [.pipelined + .toDot + [.say("451 4.3.0 later")] + .farewell],
            expected: [.deferred(.reply)]),
        Fault(
            name: "dot 554", scripts: [.pipelined + .toDot + [.say("554 5.7.1 spam")] + .farewell],
            expected: [.refused(.reply, .policy)]),
        Fault(
            name: "reset after the dot", scripts: [.pipelined + .toDot + [.reset], .good],
            parcels: two, expected: [.inDoubt, .accepted]),
        Fault(
            name: "closed after the dot", scripts: [.plain + .toDot + [.close], .good],
            parcels: two, expected: [.inDoubt, .accepted]),
        Fault(
            name: "421 after the dot",
            scripts: [.pipelined + .toDot + [.say("421 4.3.0 closing"), .close], .good],
            parcels: two, expected: [.deferred(.reply), .accepted]),
        Fault(
            name: "silence after the dot", scripts: [.plain + .toDot + [.silence], .good],
            parcels: two, limits: TimeLimits(dot: .milliseconds(200)),
            expected: [.inDoubt, .accepted]),
    ]

    static let sync: [Fault] = [
        Fault(
            name: "half a reply to RCPT",
            scripts: [.pipelined + .toRecipient + [.raw("25"), .close]],
            expected: [.deferred(.rcpt)]),
        Fault(
            name: "half a reply to the dot",
            scripts: [.pipelined + .toDot + [.raw("250 o"), .close]],
            expected: [.inDoubt]),
        Fault(
            name: "a reply longer than 64 KiB to RCPT",
            scripts: [.pipelined + .toRecipient + [.raw(huge), .silence]],
            expected: [.deferred(.rcpt)]),
        Fault(
            name: "a reply longer than 64 KiB to the dot",
            scripts: [.pipelined + .toDot + [.raw(huge), .silence]], expected: [.inDoubt]),
        Fault(
            name: "a multi-line reply with mixed codes to RCPT",
            scripts: [.pipelined + .toRecipient + [.raw("250-ok\r\n550 no\r\n"), .silence]],
            expected: [.deferred(.rcpt)]),
        Fault(
            name: "a multi-line reply with mixed codes to the dot",
            scripts: [.pipelined + .toDot + [.raw("250-ok\r\n550 no\r\n"), .silence]],
            expected: [.inDoubt]),
        Fault(
            name: "250 instead of 354",
            scripts: [.pipelined + .toData + [.say("250 ok"), .silence]],
            expected: [.deferred(.data)]),
        Fault(
            name: "a reply too many before the body",
            scripts: [.pipelined + .toData + [.raw("354 go\r\n250 ok\r\n"), .silence]],
            expected: [.deferred(.data)]),
        Fault(
            name: "a reply too many after the dot",
            scripts: [.pipelined + .toDot + [.raw("250 ok\r\n554 no\r\n"), .silence]],
            expected: [.inDoubt]),
        Fault(
            name: "354 after the dot", scripts: [.pipelined + .toDot + [.say("354 go"), .silence]],
            expected: [.inDoubt]),
        Fault(
            name: "a code that is none, after the dot",
            scripts: [.pipelined + .toDot + [.say("650 ok"), .silence]], expected: [.inDoubt]),
        Fault(
            name: "another protocol's words to MAIL",
            scripts: [
                .pipelined + .heardMail + [.say("HTTP/1.1 400 Bad Request"), .close], .good,
            ],
            expected: [.accepted]),
        Fault(
            name: "a server that answers byte by byte",
            scripts: [
                .pipelined + .toDot + [.drip("250 2.0.0 ok\r\n", pause: .milliseconds(5))]
                    + .farewell
            ], expected: [.accepted]),
    ]

    static let reuse: [Fault] = [
        Fault(
            name: "closed between two messages", scripts: [.plain + .message() + [.close], .good],
            parcels: two, expected: [.accepted, .accepted]),
        Fault(
            name: "421 between two messages",
            scripts: [.plain + .toDot + [.raw("250 ok\r\n421 bye\r\n"), .close], .good],
            parcels: two, expected: [.accepted, .accepted]),
        Fault(
            name: "421 to the envelope behind the dot",
            scripts: [
                .pipelined + .message() + [.hear("MAIL"), .say("421 enough"), .close], .good,
            ],
            parcels: two, expected: [.accepted, .accepted]),
    ]

    static let announced: [Fault] = [
        Fault(
            name: "size limit smaller than the message",
            scripts: [.greeting("SIZE 10") + .farewell],
            expected: [.refused(.mail, .messageTooLarge)], neverHeard: ["MAIL"]),
        Fault(
            name: "without PIPELINING", scripts: [.plain + .message() + .message() + .farewell],
            parcels: two, expected: [.accepted, .accepted]),
        Fault(
            name: "without 8BITMIME", scripts: [.greeting() + .farewell],
            parcels: [Sample.parcel(chunks: ["Subject: á\r\n\r\n"], isSevenBit: false)],
            expected: [.refused(.mail, .notSupported)], neverHeard: ["MAIL"]),
        Fault(
            name: "without SMTPUTF8 for an address beyond ASCII",
            scripts: [.greeting("8BITMIME") + .farewell],
            parcels: [Sample.parcel(recipient: "hương")],
            expected: [.refused(.rcpt, .notSupported)], neverHeard: ["MAIL"]),
        Fault(
            name: "without SMTPUTF8 for a sender beyond ASCII",
            scripts: [.greeting("8BITMIME") + .farewell],
            parcels: [Sample.parcel(sender: "hương")],
            expected: [.refused(.mail, .notSupported)], neverHeard: ["MAIL"]),
        Fault(
            name: "an address that would end the command",
            scripts: [.pipelined + .farewell],
            parcels: [Sample.parcel(recipient: "a>\r\nRCPT TO:<b")],
            expected: [.refused(.mail, .addressBad)], neverHeard: ["MAIL", "RCPT"]),
    ]
}
