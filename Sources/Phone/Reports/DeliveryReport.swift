package import ConvokeCore

/// What a gateway reports later about a text that it took.
package struct DeliveryReport: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// On its way; nothing is decided. The words are the gateway's.
        case buffered
        case delivered
        case failed(Reason)
    }

    /// Ours, as the text was sent with.
    package let reference: String
    package let state: State
    /// The network's own words; may be empty.
    package let words: String

    package init(reference: String, state: State, words: String = "") {
        self.reference = reference
        self.state = state
        self.words = words
    }

    /// Reads the query of a call to the report URL, Kannel's or the sandbox's; nil for anything
    /// else.
    package init?(query: String) {
        guard let fields = QueryFields(query), let code = fields["reference"], !code.isEmpty,
            let reference = ReferenceCode.decoded(code), let status = fields["status"]
        else { return nil }
        let words = CleanText.shown((fields["answer"] ?? "").trimmingWhitespace, limit: 200)
        guard let state = Self.state(status, words) else { return nil }
        self.init(reference: reference, state: state, words: words)
    }

    /// Kannel's bits (user's guide, "Delivery reports"): 1 delivered, 2 failed, 4 buffered, 8 taken
    /// by the network, 16 refused by the network. They come one at a time and in any order, 1 often
    /// before 8, and 8 decides nothing. Refusal outweighs the rest should several be set.
    private static func state(_ status: String, _ words: String) -> State? {
        guard status.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let bits = Int(status),
            (1...31).contains(bits)
        else { return nil }
        if bits & (2 | 16) != 0 { return .failed(reason(words)) }
        return bits & 1 != 0 ? .delivered : .buffered
    }

    /// What the network's words say about why; the words themselves are kept beside it.
    private static func reason(_ words: String) -> Reason {
        let words = words.lowercased()
        if words.contains("no smsc") || words.contains("unknown") { return .addressBad }
        if words.contains("validity") || words.contains("expired") { return .relayTrouble }
        return words.contains("rejected") ? .policy : .other
    }
}

extension DeliveryReport.State {
    /// The state when `next` is heard after this one: the first final word stands, and what comes
    /// late from on the way changes nothing.
    package func followed(by next: Self) -> Self {
        self == .buffered ? next : self
    }
}
