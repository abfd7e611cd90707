import Agenda
import ConvokeCore
import Foundation
import LedgerStore

extension Ledger {
    /// Enters the obligations that are not there yet, and says where all of them stand, by obligation.
    ///
    /// Nothing is written when nothing is new, which is almost always.
    @discardableResult
    func openMissing(
        _ rows: [ObligationRow], in conference: String, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> [String: [Party: ObligationState]] {
        let byAbout = Dictionary(grouping: rows, by: \.obligation)
        var all: [String: [Party: ObligationState]] = [:]
        for about in byAbout.keys.sorted() {
            var known = try reader.parties(of: about, in: conference)
            let new = (byAbout[about] ?? []).filter { known[$0.party] == nil }
            if !new.isEmpty {
                _ = try openObligations(
                    new.map { OpenObligation(about: about, party: $0.party) }, in: conference,
                    at: now, lease: lease)
                known = try reader.parties(of: about, in: conference)
            }
            all[about] = known
        }
        return all
    }
}
