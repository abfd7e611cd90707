/// What the sandbox's gateway does to a number that asks for it. Every other number has its text at
/// once.
package enum TextMisbehaviour: String, CaseIterable, Codable, Sendable {
    case refused
    case deliveredLate = "delivered-late"
    case neverReported = "never-reported"
    case breaksDown = "breaks-down"
    case errorInBody = "error-in-body"
    case closes
    case failsLater = "fails-later"
    case busy
    case slow

    /// The number that asks for it: `0900 000 901` to `909`, in the order of the cases.
    package var number: String {
        "+84900000" + String(901 + (Self.allCases.firstIndex(of: self) ?? 0))
    }

    /// The misbehaviour that a number in E.164 asks for; nil for a well-behaved one.
    package init?(number: String) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }

    /// One sentence for help texts and documents: what a sender will see.
    package var explanation: String {
        switch self {
        case .refused: "Refused for good: 422, no such number."
        case .deliveredLate: "Taken; the report comes after a while (5 seconds unless set)."
        case .neverReported: "Taken; no report ever comes."
        case .breaksDown: "Answered with 500; nothing is kept."
        case .errorInBody: "Answered with 200 and an error in the body; nothing is kept."
        case .closes: "The text is kept, then the line goes dead without an answer."
        case .failsLater: "Taken; then the report says that it could not be delivered."
        case .busy: "Answered with 503 the first time; taken afterwards."
        case .slow: "The text is kept, but the answer takes a while (5 seconds unless set)."
        }
    }

    /// All of them, one line each: which number, what happens.
    package static var table: String {
        allCases.map { $0.number + "  " + $0.explanation }.joined(separator: "\n")
    }
}
