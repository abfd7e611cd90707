/// One rung of the escalation ladder.
package struct Step: Hashable, Sendable {
    package enum Target: String, Sendable, CaseIterable {
        /// The recipient's own numbers.
        case recipient
        case deputy
        /// The conference's contact on duty.
        case duty
    }

    /// `sms` or `call`: mail has failed before a ladder starts.
    package let channel: Channel
    package let to: Target
    /// How long to wait for an answer before the next rung.
    package let wait: Span
    package let place: Place

    package init(channel: Channel, to: Target, wait: Span, place: Place) {
        self.channel = channel
        self.to = to
        self.wait = wait
        self.place = place
    }
}
