/// A point in the life of a text at which a hook is told.
package enum TextStage: String, CaseIterable, Codable, Sendable {
    /// A whole and valid request has come; nothing is kept yet.
    case received
    /// The text is on record; no answer was sent.
    case kept
    /// The answer has been handed to the operating system. Only for texts that were kept.
    case replied
    /// A report is about to be sent.
    case reporting
    /// The sender has been told, or could not be.
    case reported
}

/// Where a text stands, as a hook is told.
package struct TextMoment: Sendable {
    package let stage: TextStage
    package let number: String
    package let reference: String
    /// From `.kept` on.
    package let id: String?
}

/// What a hook wants done; after `.kept` nothing but `.proceed` has an effect, except that `.close`
/// at `.reporting` leaves the report out.
package enum TextDirective: Equatable, Sendable {
    /// Go on as usual.
    case proceed
    /// Answer this instead; at `.received` nothing is kept.
    case answer(status: Int, body: String)
    /// Close the connection without a word.
    case close
}

/// Called at each stage; the text waits for it, others go on.
package typealias TextHook = @Sendable (TextMoment) async -> TextDirective
