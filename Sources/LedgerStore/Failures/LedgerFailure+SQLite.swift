import Foundation
import GRDB

extension LedgerFailure {
    /// Runs `body` and turns whatever it throws into a failure of the ledger.
    static func from<Value>(_ body: () throws -> Value) throws(LedgerFailure) -> Value {
        do {
            return try body()
        } catch {
            throw LedgerFailure(error)
        }
    }

    init(_ error: any Error) {
        self =
            switch error {
            case let failure as LedgerFailure: failure
            case let error as DatabaseError: Self.meaning(of: error)
            default: .other(String(describing: error))
            }
    }

    /// SQLite's result codes (sqlite.org/rescode.html) by what a person can do about them.
    private static func meaning(of error: DatabaseError) -> LedgerFailure {
        // The index of the WAL grows by a file of its own; its only usual failure is a full disk.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return .diskFull }
        return switch error.resultCode {
        case .SQLITE_FULL: .diskFull
        case .SQLITE_READONLY: .readOnly
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR:
            .notWritable(words(of: error))
        case .SQLITE_CORRUPT: .corrupt(words(of: error))
        case .SQLITE_NOTADB: .notALedger
        case .SQLITE_BUSY, .SQLITE_LOCKED: .lockTimeout
        default: .other(words(of: error))
        }
    }

    /// SQLite's words without the statement's arguments, which are people's names and addresses.
    private static func words(of error: DatabaseError) -> String {
        "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
    }

    /// A failed system call; `subject` is what it was about.
    static func system(_ code: Int32, _ subject: String) -> LedgerFailure {
        switch code {
        case ENOSPC, EDQUOT: .diskFull
        case EROFS: .readOnly
        default: .notWritable("\(subject): \(String(cString: strerror(code)))")
        }
    }
}
