import ConvokeCore
import Foundation
import LedgerStore
import Phone

/// Enters what a gateway reports about one of our texts.
struct ReportEntry {
    enum Outcome: Equatable {
        /// The text as it was read before, and its state now.
        case changed(Delivery, DeliveryState)
        /// It says nothing new, or comes after another end.
        case unchanged(Delivery)
        /// The text's attempt has not ended yet: to be asked again in a moment.
        case tooEarly(Delivery)
    }

    let key: TokenKey
    let now: Date

    /// The text that a report is about; nil when its token is not ours, whatever number it names.
    func delivery(_ report: DeliveryReport, _ reader: LedgerReader) throws(LedgerFailure)
        -> Delivery?
    {
        guard let id = DeliveryToken.delivery(in: report.reference),
            let delivery = try reader.delivery(id), delivery.channel == .sms,
            DeliveryToken(delivery, key: key).matches(report.reference)
        else { return nil }
        return delivery
    }

    func enter(
        _ report: DeliveryReport, on delivery: Delivery, _ ledger: Ledger
    ) throws(LedgerFailure) -> Outcome {
        switch report.state {
        case .buffered: .unchanged(delivery)
        case .delivered where delivery.state == .delivered: .unchanged(delivery)
        case .failed where delivery.state == .bounced: .unchanged(delivery)
        case .delivered: try write(.delivered, report, delivery, ledger)
        case .failed: try write(.failed, report, delivery, ledger)
        }
    }

    private func write(
        _ word: Report, _ report: DeliveryReport, _ delivery: Delivery, _ ledger: Ledger
    ) throws(LedgerFailure) -> Outcome {
        switch try ledger.report(delivery.id, word, words: report.words, at: now) {
        case .changed(let state): .changed(delivery, state)
        case .notPossible(.sending): .tooEarly(delivery)
        case .notPossible, .tooLate, .unknown: .unchanged(delivery)
        }
    }
}
