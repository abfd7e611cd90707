package import ConvokeCore

/// Those who owe one thing, each once: recipients in the order of their ids, which is that of the ledger's
/// table, venues in that of the recipient list.
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
        private let owed: OwedParties
        private var places: any IteratorProtocol<Int>
        /// Recipients are on the list once.
        private var seen = Set<Party>()

        fileprivate init(owed: OwedParties) {
            self.owed = owed
            let recipients = owed.recipients
            places =
                owed.areRecipients
                ? IDOrder(recipients.count) { recipients[$0].id }.makeIterator()
                : recipients.indices.makeIterator()
        }

        package mutating func next() -> Party? {
            while let place = places.next() {
                let recipient = owed.recipients[place]
                guard owed.concerns(recipient) else { continue }
                if owed.areRecipients { return Party(.recipient, recipient.id) }
                let party = Party.of(recipient)
                if seen.insert(party).inserted { return party }
            }
            return nil
        }
    }
}
