import ConvokeCore
import Crypto
import Foundation
import GRDB

/// Puts messages together again from what was kept.
final class SentReading {
    private let database: Database
    /// By number; a mould that cannot be read is nil.
    private var moulds: [Int64: Mould?] = [:]

    init(_ database: Database) { self.database = database }

    /// The bytes of a kept message; nil when something of it is missing or was changed, so that they are
    /// no longer those that its digest stands for.
    func bytes(mould: Int64?, pieces: [UInt8], digest: [UInt8]) throws -> [UInt8]? {
        guard let message = try assembled(mould, pieces),
            MessageDigest.isKept(digest, of: message, MessageDigest.of(message))
        else { return nil }
        return message.bytes
    }

    private func assembled(_ number: Int64?, _ pieces: [UInt8]) throws -> Message? {
        guard let number else { return Message(chunks: [.init(pieces)], isSevenBit: false) }
        guard let mould = try mould(number), let values = MouldValues(packed: pieces),
            values.count == mould.valueCount
        else { return nil }
        return mould.message(values, isSevenBit: false)
    }

    private func mould(_ number: Int64) throws -> Mould? {
        if let known = moulds[number] { return known }
        if moulds.count >= Self.kept { moulds.removeAll() }
        let mould = try shared("id = ?", [number]).flatMap { bytes in
            try Mould.read(bytes, attachment: attachment)
        }
        moulds[number] = .some(mould)
        return mould
    }

    private static let kept = 1000

    /// An attachment by its digest; nil when it is missing, or is not what its digest stands for.
    private func attachment(_ digest: [UInt8]) throws -> [UInt8]? {
        guard let bytes = try shared("digest = ?", [Data(digest)]),
            SHA256.hash(data: bytes).elementsEqual(digest)
        else { return nil }
        return bytes
    }

    private func shared(_ condition: String, _ arguments: StatementArguments) throws -> [UInt8]? {
        try Data.fetchOne(
            database, sql: "SELECT bytes FROM shared WHERE \(condition)", arguments: arguments
        ).map { [UInt8]($0) }
    }

    // MARK: - The check

    /// Holds what messages share against its digests.
    static func findings(in database: Database) throws -> [LedgerFinding] {
        let rows = try Row.fetchCursor(database, sql: "SELECT id, digest, bytes FROM shared")
        var changed: [String] = []
        while let row = try rows.next() {
            let hash = SHA256.hash(data: row[2] as Data)
            if !hash.elementsEqual(row[1] as Data) { changed.append("shared \(row[0] as Int64)") }
        }
        if changed.isEmpty { return [] }
        return [
            LedgerFinding(
                what: "What was sent is no longer what its digest says",
                rows: Array(changed.prefix(100)))
        ]
    }
}
