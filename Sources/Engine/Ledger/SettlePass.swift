package import ConvokeCore
import Foundation
import LedgerStore

/// A person's word on one delivery, as it is asked for.
package struct SettleRequest: Sendable {
    package var conference: String
    /// The delivery's id, as `status --deliveries` shows it.
    package var delivery: Int64
    package var word: Settlement
    package var note: String?

    package init(conference: String, delivery: Int64, word: Settlement, note: String? = nil) {
        self.conference = conference
        self.delivery = delivery
        self.word = word
        self.note = note
    }
}

/// Writes down a person's word on a delivery that needs one.
package struct SettlePass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// - Returns: the delivery as it is now.
    /// - Throws: a usage problem for a delivery that takes no such word; then nothing has changed.
    package func run(_ request: SettleRequest) throws(Problems) -> Delivery {
        try Problems.collecting(ledger: office.settings.ledger) {
            let conference = try office.conferenceAlone(request.conference)
            // Looking first: a slip of the finger must not make a ledger.
            guard let reader = try LedgerReader.open(at: office.ledgerPath) else {
                throw Problem.unknownDelivery(request)
            }
            let before = try reader.delivery(request.delivery)
            guard let before, before.conference == request.conference else {
                throw Problem.unknownDelivery(request)
            }
            if request.word == .resend { try check(before, conference, reader) }
            let (result, after) = try office.writing { ledger in
                let result = try ledger.settle(
                    before.id, request.word, note: request.note, at: office.clock.now)
                return (result, try ledger.reader.delivery(before.id))
            }
            switch result {
            case .changed: return after ?? before
            case .notPossible(let state): throw Problem.settled(request, state)
            case .tooLate: throw Problem.tooLate(before, office)
            case .unknown: throw Problem.unknownDelivery(request)
            }
        }
    }
}

extension SettlePass {
    /// What would be sent again has to be something that somebody is to hear: else it would wait for ever.
    private func check(
        _ delivery: Delivery, _ conference: Conference, _ reader: LedgerReader
    ) throws {
        guard delivery.channel == .email else { return }
        guard let notice = conference.notice(delivery.notice) else {
            throw Problem.noticeGone(delivery)
        }
        let isCancelled = try reader.cancellation(of: conference.id) != nil
        if !notice.isToBeTold(isCancelled: isCancelled) {
            throw Problem.notToBeTold(delivery, isCancelled: isCancelled)
        }
    }
}

extension Problem {
    static func noticeGone(_ delivery: Delivery) -> Problem {
        Problem(
            .usage,
            "Delivery #\(delivery.id) is of a notice that the conference no longer has",
            found: delivery.notice,
            fix: "Put the notice back, or telephone and write down `handled`.")
    }

    static func notToBeTold(_ delivery: Delivery, isCancelled: Bool) -> Problem {
        Problem(
            .usage,
            isCancelled
                ? "The conference was called off: delivery #\(delivery.id) is not sent any more"
                : "The conference takes place: that it was called off is not sent any more",
            found: delivery.notice,
            fix: isCancelled
                ? "Write down `handled`; `convoke cancel \(delivery.conference) --undo` says that it takes"
                    + " place after all."
                : "Write down `handled`.")
    }

    static func unknownDelivery(_ request: SettleRequest) -> Problem {
        Problem(
            .usage, "\(request.conference) has no delivery of that number",
            found: "\(request.delivery)", expected: "the number behind # in the list",
            fix: "convoke status \(request.conference) --deliveries lists the numbers.")
    }

    static func settled(_ request: SettleRequest, _ state: DeliveryState) -> Problem {
        Problem(
            .usage, "Delivery #\(request.delivery) needs nobody's word",
            found: state.rawValue, expected: "failed, bounced, expired or in_doubt",
            fix: "Leave it as it is; convoke send --again sends on purpose what has been accepted.")
    }

    static func tooLate(_ delivery: Delivery, _ office: Office) -> Problem {
        Problem(
            .usage, "Delivery #\(delivery.id) is of no use to anybody any more",
            found: "its last useful moment was "
                + Instant.text(delivery.lastUsefulAt, in: office.settings.timeZone),
            fix: "Telephone, and write down `handled`.")
    }
}
