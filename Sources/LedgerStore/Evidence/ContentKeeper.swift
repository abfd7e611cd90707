import ConvokeCore
import Crypto
import Foundation
import GRDB

/// Where the moulds of one writer lie in the ledger, so that each is looked for once.
///
/// A failed transaction ends its writer, and with it what was noted here about rows that are not there.
final class MouldShelf {
    /// The moulds are kept as long as their numbers, so that their identities stay their own.
    private var numbers: [ObjectIdentifier: (Mould, Int64)] = [:]

    /// More than these at a time means that nearly every message has a mould of its own.
    private static let kept = 1000

    fileprivate func number(
        of mould: Mould, _ make: (Mould) throws -> Int64
    ) rethrows -> Int64 {
        if let known = numbers[ObjectIdentifier(mould)] { return known.1 }
        if numbers.count >= Self.kept { numbers.removeAll() }
        let number = try make(mould)
        numbers[ObjectIdentifier(mould)] = (mould, number)
        return number
    }
}

/// Keeps the bytes of what is about to be sent: in the journal, beside the intent, and what messages
/// share in a table of its own. A row for each message would cost three times as much.
struct ContentKeeper {
    private let database: Database
    private let journal: Journal
    private let shelf: MouldShelf

    init(_ database: Database, _ journal: Journal, _ shelf: MouldShelf) {
        self.database = database
        self.journal = journal
        self.shelf = shelf
    }

    /// To be called before the intent is written: the message's bytes go into the journal together with
    /// the change. The same bytes as at the last attempt are not kept again.
    func keep(_ content: SentContent?, of delivery: Int64) throws {
        switch content {
        case .cast(let mould, let pieces)?:
            let number = try shelf.number(of: mould) { try keep($0) }
            journal.expect(delivery, mould: number, pieces: pieces)
        case .whole(let bytes)?: journal.expect(delivery, mould: nil, pieces: bytes)
        case nil: return
        }
    }

    /// The intents were written; those that came too late have no message.
    func end() { journal.expectNothing() }

    private func keep(_ mould: Mould) throws -> Int64 {
        let attachments = try mould.attachments.map { chunk in
            _ = try keep(chunk.bytes)
            return Array(SHA256.hash(data: chunk.bytes))
        }
        return try keep(mould.bytes(attachments: attachments))
    }

    private func keep(_ bytes: [UInt8]) throws -> Int64 {
        let digest = Data(SHA256.hash(data: bytes))
        try database.execute(
            sql: "INSERT INTO shared (digest, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [digest, Data(bytes)])
        let number = try Int64.fetchOne(
            database, sql: "SELECT id FROM shared WHERE digest = ?", arguments: [digest])
        guard let number else { throw LedgerFailure.corrupt("a mould was not written") }
        return number
    }
}
