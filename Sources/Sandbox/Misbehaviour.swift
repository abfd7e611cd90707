/// What the sandbox does to a recipient whose local part asks for it.
///
/// The part of the local part before any `+` is compared, without regard to case, so that
/// `refused@…` and `Refused+venue-12@…` both misbehave. Every other recipient is accepted.
package enum Misbehaviour: String, CaseIterable, Codable, Sendable {
    case refused
    case mailboxFull = "mailbox-full"
    case greylisted
    case slow
    case dropsAfterData = "drops-after-data"
    case closes
    case bouncesLater = "bounces-later"
    case refusedText = "refused-text"

    /// The misbehaviour that a recipient's local part asks for; nil for a well-behaved one.
    package init?(localPart: some StringProtocol) {
        let name = localPart.prefix { $0 != "+" }
        self.init(rawValue: name.lowercased())
    }

    /// One sentence for help texts and documents: what a sender will see.
    package var explanation: String {
        switch self {
        case .refused:
            "The recipient is refused for good: 550 5.1.1, no such mailbox."
        case .mailboxFull:
            "The recipient is refused for the time being: 452 4.2.2, mailbox full."
        case .greylisted:
            "Refused with 450 4.7.1 the first time a sender tries; accepted afterwards."
        case .slow:
            "The message is kept, but the last reply takes a while (5 seconds unless set)."
        case .dropsAfterData:
            "The whole message is kept, then the line goes dead without a reply."
        case .closes:
            "The line goes dead as soon as the recipient is named."
        case .bouncesLater:
            "Accepted; then a report that it could not be delivered lies in the bounces folder."
        case .refusedText:
            "The recipient is accepted, the message is refused after its text: 554 5.7.1."
        }
    }

    /// All misbehaviours in two columns, one line each: what to write, what happens.
    package static var table: String {
        let width = allCases.map(\.rawValue.count).max() ?? 0
        return allCases.map { misbehaviour in
            let name = misbehaviour.rawValue
            let gap = String(repeating: " ", count: width - name.count + 2)
            return name + gap + misbehaviour.explanation
        }.joined(separator: "\n")
    }
}
