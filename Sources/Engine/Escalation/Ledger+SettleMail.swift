import ConvokeCore
import Foundation
import LedgerStore

extension Ledger {
    /// The mail that failed needs nobody any more: somebody has told them.
    func settleMail(of entry: Escalation, words: String, at now: Date) throws(LedgerFailure) {
        guard let id = entry.plan.delivery, let delivery = try reader.delivery(id) else { return }
        if delivery.state.needsPerson {
            _ = try settle(id, .handled, note: words, at: now)
        } else if delivery.state.isPending {
            _ = try sweep(.suppress, .deliveries([id]), reason: words, at: now)
        }
    }
}
