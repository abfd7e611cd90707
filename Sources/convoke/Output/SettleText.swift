import ConvokeCore

/// `settle` for people: what was written down, and what follows from it.
struct SettleText {
    let delivery: Delivery
    let word: Settlement

    var lines: [String] {
        ["\(heading): \(outcome)"] + consequences
    }

    private var heading: String {
        "#\(delivery.id) \(delivery.notice) to \(delivery.recipient) <\(delivery.address)>"
    }

    private var outcome: String {
        switch word {
        case .arrived: "delivered, by your word"
        case .resend: "queued again"
        case .handled: "dealt with; it stays \(delivery.state.rawValue) and needs nobody any more"
        }
    }

    private var consequences: [String] {
        guard word == .resend else { return [] }
        let sending =
            "  convoke send \(delivery.conference) \(delivery.notice), or the next tick, sends it"
        return delivery.possibleDuplicate
            ? [sending + ", marked as a possible duplicate: it may have arrived before"]
            : [sending]
    }
}
