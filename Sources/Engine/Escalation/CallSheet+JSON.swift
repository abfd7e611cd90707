import ConvokeCore
import Foundation

extension CallSheet {
    /// `[{"id": 3, "recipient": …, "name": …, "numbers": […], "why": …, "about": …, "call_by": …,
    /// "state": "open|taken|done", "taken_by": null, "outcome": null}]`
    package func json() throws -> String {
        try JSONText.of(
            entries.map { CallEntry($0, callBy: Instant.text($0.callBy, in: timeZone)) })
    }
}

private struct CallEntry: Encodable {
    let id: Int64
    let recipient: String
    let name: String
    let numbers: [String]
    let why: String
    let about: String
    let call_by: String
    let state: String
    let taken_by: String?
    let outcome: String?

    init(_ entry: CallSheet.Entry, callBy: String) {
        id = entry.id
        recipient = entry.recipient
        name = entry.name
        numbers = entry.numbers
        why = entry.why
        about = entry.about
        call_by = callBy
        state = entry.state.rawValue
        taken_by = entry.takenBy
        outcome = entry.outcome?.rawValue
    }

    /// Written out by hand because what is absent is `null`, not left out.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(recipient, forKey: .recipient)
        try container.encode(name, forKey: .name)
        try container.encode(numbers, forKey: .numbers)
        try container.encode(why, forKey: .why)
        try container.encode(about, forKey: .about)
        try container.encode(call_by, forKey: .call_by)
        try container.encode(state, forKey: .state)
        try container.encode(taken_by, forKey: .taken_by)
        try container.encode(outcome, forKey: .outcome)
    }

    private enum CodingKeys: String, CodingKey {
        case id, recipient, name, numbers, why, about, call_by, state, taken_by, outcome
    }
}
