package import ConvokeCore

extension Party {
    /// The party that a recipient answers for: the venue, whichever of its recipients answers; or the
    /// recipient who has none.
    package static func of(_ recipient: Recipient) -> Party {
        recipient.venue.map { .venue($0.id) } ?? .recipient(recipient.id)
    }
}
