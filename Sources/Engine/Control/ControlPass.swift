package import ConvokeCore
import Foundation
import LedgerStore

/// A person's hand on a conference: hold it, let it go on, release a notice that the guard stopped.
package struct ControlPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// Nothing of the conference goes out any more; a run that is sending stops between two messages.
    ///
    /// - Returns: false when it was paused already.
    package func pause(_ id: String, by whom: String) throws(Problems) -> Bool {
        try change(id) { ledger throws(LedgerFailure) in
            try ledger.pause(id, by: whom, at: office.clock.now)
        }
    }

    /// - Returns: false when it was not paused.
    package func resume(_ id: String) throws(Problems) -> Bool {
        try change(id) { ledger throws(LedgerFailure) in try ledger.resume(id) }
    }

    /// Lets a notice go out that the guard stopped, for good.
    ///
    /// - Returns: false when it was released already.
    package func release(_ id: String, notice: String, by whom: String) throws(Problems) -> Bool {
        try Problems.collecting {
            let conference = try office.conferenceAlone(id)
            if conference.notice(notice) == nil {
                throw Problem.unknownNotice(notice, in: conference)
            }
            return try change(id) { ledger throws(LedgerFailure) in
                try ledger.release(notice, in: id, by: whom, at: office.clock.now)
            }
        }
    }

    private func change(
        _ id: String, _ body: (Ledger) throws(LedgerFailure) -> Bool
    ) throws(Problems) -> Bool {
        try Problems.collecting(ledger: office.settings.ledger) {
            _ = try office.conferenceAlone(id)
            return try office.writing(body)
        }
    }
}
