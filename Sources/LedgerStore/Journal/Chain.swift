package import Foundation
import GRDB

/// The end of the journal's chain: whoever has written it down can show later that nothing before it
/// was changed.
package struct ChainHead: Hashable, Sendable {
    /// The journal's last row; 0 before the first.
    package let number: Int64
    package let at: Date
    /// SHA-256 in hexadecimal digits.
    package let hash: String
}

extension LedgerReader {
    /// The journal's last row; nil when there is none.
    package func chainHead() throws(LedgerFailure) -> ChainHead? {
        try read { try ChainHead.all(in: $0, "ORDER BY number DESC LIMIT 1", [:]).first }
    }

    /// The row of the journal with this hash, in hexadecimal digits; nil when the chain has none. Only of
    /// worth in a ledger that `verify` finds in order.
    package func chainHead(withHash hash: String) throws(LedgerFailure) -> ChainHead? {
        guard let bytes = Hexadecimal.bytes(hash) else { return nil }
        return try read {
            try ChainHead.all(in: $0, "WHERE hash = :hash", ["hash": Data(bytes)]).first
        }
    }
}

extension ChainHead {
    static func all(
        in database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [ChainHead] {
        try Row.fetchAll(
            database, sql: "SELECT number, at, hash FROM journal \(condition)",
            arguments: arguments
        ).map { row in
            ChainHead(
                number: row[0], at: Date(milliseconds: row[1]),
                hash: Hexadecimal.text(row[2] as Data))
        }
    }
}

/// Bytes in hexadecimal digits, in small letters as `sha256sum` writes them.
package enum Hexadecimal {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes { digits += [digit(byte >> 4), digit(byte & 15)] }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Nil when it is something else.
    package static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(UInt8(high * 16 + low))
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
