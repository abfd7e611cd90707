import ConvokeCore
import Synchronization

/// What was read of one conference, kept while its files are known not to change: during a rehearsal.
final class OfficeMemory: Sendable {
    let convocation: Convocation
    private let mailings = Mutex<[String: Mailing]>([:])

    init(_ convocation: Convocation) {
        self.convocation = convocation
    }

    /// What is kept of a conference; nil for another one.
    func convocation(_ id: String) -> Convocation? {
        convocation.conference.id == id ? convocation : nil
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
