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
    @OrNull var taken_by: String?
    @OrNull var outcome: String?

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
}
