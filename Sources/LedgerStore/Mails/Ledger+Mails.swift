package import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Writes a mail down with everything that it changes, or nothing of it. What was written down
    /// before, with the same octets, changes nothing again.
    package func take(
        _ mail: ReceivedMail, _ effects: [MailEffect], at now: Date
    ) throws(LedgerFailure) -> TakenMail {
        try write { database in
            if let known = try TakenMail.known(mail.digest, in: database) { return known }
            let words = try effects.compactMap { try $0.apply(at: now, in: database) }
            let isToRead = mail.isToRead || words.contains(where: \.isContradiction)
            let effect = words.map(\.words).joined(separator: "; ")
            let id = try mail.insert(effect, isToRead: isToRead, in: database)
            if !effect.isEmpty, let conference = mail.owner?.conference {
                try Self.stir(conference, by: id, in: database)
            }
            return TakenMail(id: id, effect: effect, isToRead: isToRead, wasKnown: false)
        }
    }

    /// A tick has looked after everything that mails up to this one had changed.
    package func calm(_ conference: String, upTo mail: Int64) throws(LedgerFailure) {
        try write { database in
            try database.execute(
                sql: "UPDATE conference SET stirred = NULL WHERE id = ? AND stirred <= ?",
                arguments: [conference, mail])
        }
    }

    private static func stir(
        _ conference: String, by mail: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO conference (id, stirred) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET stirred = excluded.stirred
                """, arguments: [conference, mail])
    }

    /// Writes down how far a mailbox was read, in its own words.
    package func record(bookmark: String, of mailbox: String) throws(LedgerFailure) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO mailbox (name, bookmark) VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET bookmark = excluded.bookmark
                    """, arguments: [mailbox, bookmark])
        }
    }

    /// A person has read a mail that had to be.
    ///
    /// - Returns: false when there is no such mail to read.
    package func markRead(_ id: Int64, by whom: String, at now: Date) throws(LedgerFailure) -> Bool
    {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE mail SET read_at = ?, read_by = ?
                    WHERE id = ? AND to_read = 1 AND read_at IS NULL
                    """, arguments: [now.milliseconds, whom, id])
            return database.changesCount == 1
        }
    }
}

extension TakenMail {
    fileprivate static func known(
        _ digest: [UInt8], in database: Database
    ) throws -> TakenMail? {
        try Row.fetchOne(
            database, sql: "SELECT id, effect, to_read FROM mail WHERE digest = ?",
            arguments: [Data(digest)]
        ).map { TakenMail(id: $0[0], effect: $0[1], isToRead: $0[2], wasKnown: true) }
    }
}

extension ReceivedMail {
    fileprivate func insert(
        _ effect: String, isToRead: Bool, in database: Database
    ) throws -> Int64 {
        let whose: StatementArguments = [
            owner?.conference, owner?.recipient, owner?.delivery, owner?.way.rawValue,
            calendar?.uid, calendar?.stamp?.milliseconds,
        ]
        try database.execute(
            sql: """
                INSERT INTO mail (digest, place, received_at, sender, subject, class, status, action,
                    address, rule, conference, recipient, delivery, way, entry, stamp, words, folder,
                    effect, to_read)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(digest), place, receivedAt.milliseconds, sender, subject, kind.rawValue,
                status, action, address, rule,
            ] + whose + [
                words.map { String($0.unicodeScalars.prefix(4096)) }, folder, effect, isToRead,
            ])
        return database.lastInsertedRowID
    }
}

/// What an effect did, in words.
private struct EffectWords {
    let words: String
    /// The ledger says otherwise: a person has to look.
    var isContradiction = false
}

extension MailEffect {
    fileprivate func apply(at now: Date, in database: Database) throws -> EffectWords? {
        switch self {
        case .report(let delivery, let report, let words):
            try Self.report(delivery, report, words, at: now, in: database)
        case .answer(let answer): try Self.words(answer, try answer.enter(in: database))
        case .reached(let cases, let why):
            try Self.reach(cases, why, at: now, in: database)
        }
    }

    private static func report(
        _ id: Int64, _ report: Report, _ words: String?, at now: Date, in database: Database
    ) throws -> EffectWords? {
        guard let before = try Delivery.state(of: id, in: database) else { return nil }
        switch try Ledger.report(id, report, words: words, at: now, in: database) {
        case .changed(let after) where after == before:
            let isAsBefore = after == (report == .failed ? .bounced : .delivered)
            return isAsBefore
                ? nil
                : EffectWords(
                    words: "delivery \(id) stays \(after.rawValue), and this says otherwise",
                    isContradiction: true)
        case .changed(let after):
            return EffectWords(
                words: "delivery \(id): \(before.rawValue) -> \(after.rawValue)")
        case .notPossible(let state):
            return EffectWords(
                words: "delivery \(id) stays \(state.rawValue), and this says otherwise",
                isContradiction: report == .delivered || state == .delivered)
        case .tooLate, .unknown: return nil
        }
    }

    private static func words(_ answer: Answer, _ result: AnswerResult) throws -> EffectWords? {
        switch result {
        case .recorded(let before, let after):
            EffectWords(words: "\(answer.about): \(before.rawValue) -> \(after.rawValue)")
        case .nothingToUndo: nil
        case .unknown:
            EffectWords(words: "\(answer.about) is not asked of them", isContradiction: true)
        }
    }

    private static func reach(
        _ cases: [Int64], _ why: String, at now: Date, in database: Database
    ) throws -> EffectWords? {
        let ended = try cases.filter {
            try Ledger.endEscalation($0, .acknowledged, at: now, in: database)
        }
        for id in ended { try Ledger.settleMail(ofCase: id, why, at: now, in: database) }
        return ended.isEmpty ? nil : EffectWords(words: "no call needed any more")
    }
}
