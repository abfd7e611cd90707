package import ConvokeCore

/// Those who owe one thing, in the order of the recipient list, each once.
package struct OwedParties: Sequence {
    /// Id of the obligation, or `ObligationRows.invitation`.
    package let about: String
    fileprivate let recipients: [Recipient]
    /// Whether each recipient owes it, also where several take part from one venue.
    fileprivate let areRecipients: Bool
    fileprivate let concerns: (Recipient) -> Bool

    init(
        about: String, recipients: [Recipient], areRecipients: Bool,
        concerns: @escaping (Recipient) -> Bool
    ) {
        self.about = about
        self.recipients = recipients
        self.areRecipients = areRecipients
        self.concerns = concerns
    }

    package func makeIterator() -> Iterator { Iterator(owed: self) }

    package struct Iterator: IteratorProtocol {
        fileprivate let owed: OwedParties
        private var place = 0
        /// Recipients are on the list once.
        private var seen = Set<Party>()

        fileprivate init(owed: OwedParties) {
            self.owed = owed
        }

        package mutating func next() -> Party? {
            while place < owed.recipients.count {
                let recipient = owed.recipients[place]
                place += 1
                guard owed.concerns(recipient) else { continue }
                if owed.areRecipients { return Party(.recipient, recipient.id) }
                let party = Party.of(recipient)
                if seen.insert(party).inserted { return party }
            }
            return nil
        }
    }
}
