import ConvokeCore
import LedgerStore
import Synchronization

/// What was read of one conference, kept while its files are known not to change: during a rehearsal.
final class OfficeMemory: Sendable {
    let convocation: Convocation
    private let mailings = Mutex<[String: Mailing]>([:])
    private let reader = Mutex<LedgerReader?>(nil)
    private let ledger = Mutex<Ledger?>(nil)

    init(_ convocation: Convocation) {
        self.convocation = convocation
    }

    /// What is kept of a conference; nil for another one.
    func convocation(_ id: String) -> Convocation? {
        convocation.conference.id == id ? convocation : nil
    }

    /// Opened once there is a ledger: to open one means that SQLite reads its whole schema.
    fileprivate func reader(at path: String) throws(LedgerFailure) -> LedgerReader? {
        if let known = reader.withLock({ $0 }) { return known }
        let opened = try LedgerReader.open(at: path)
        reader.withLock { $0 = opened }
        return opened
    }

    /// The same for writing: it stays open, and closes with this memory.
    fileprivate func ledger(at path: String) throws(LedgerFailure) -> Ledger {
        if let known = ledger.withLock({ $0 }) { return known }
        let opened = try Ledger.open(at: path)
        ledger.withLock { $0 = opened }
        return opened
    }

    fileprivate func mailing(
        _ notice: Notice, _ make: () throws(Problems) -> Mailing
    ) throws(Problems) -> Mailing {
        if let known = mailings.withLock({ $0[notice.id] }) { return known }
        let mailing = try make()
        mailings.withLock { $0[notice.id] = mailing }
        return mailing
    }
}

extension Office {
    /// The ledger for reading; nil when there is none yet.
    func ledgerReader() throws(LedgerFailure) -> LedgerReader? {
        guard let memory else { return try LedgerReader.open(at: ledgerPath) }
        return try memory.reader(at: ledgerPath)
    }

    /// The ledger for writing, while `body` runs.
    func writing<Value>(_ body: (Ledger) throws -> Value) throws -> Value {
        let ledger = try openLedger()
        let value = try body(ledger)
        try close(ledger)
        return value
    }

    /// The ledger for writing; to be given back with `close`.
    func openLedger() throws(LedgerFailure) -> Ledger {
        guard let memory else { return try Ledger.open(at: ledgerPath) }
        return try memory.ledger(at: ledgerPath)
    }

    func close(_ ledger: Ledger) throws(LedgerFailure) {
        if memory == nil { try ledger.close() }
    }

    /// A notice to its whole audience, ready to be composed.
    func mailing(_ convocation: Convocation, _ notice: Notice) throws(Problems) -> Mailing {
        guard let memory, memory.convocation(convocation.conference.id) != nil else {
            return try Mailing(self, convocation, notice)
        }
        return try memory.mailing(notice) { () throws(Problems) in
            try Mailing(self, convocation, notice)
        }
    }
}
