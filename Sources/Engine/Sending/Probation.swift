import ConvokeCore

/// Whether it is the message itself that the relay refuses.
///
/// Until the first message of a run is accepted, refusals of the body are held back. When the first
/// twenty (of a smaller run all, if they are five or more) were refused alike, the run stops instead of
/// burning everybody. As soon as one is accepted, or they differ, those held back are tried once more
/// and what is said then counts.
struct Probation {
    enum Verdict {
        /// Nothing to do.
        case goOn
        /// Refused alike: stop the run.
        case stop(Reply)
        /// Send these once more.
        case tryAgain([Delivery])
    }

    private var held: [Delivery] = []
    private var reply: Reply?
    private var isOver = false
    /// Once the message is condemned, nothing that still comes in counts against anybody.
    private var verdict: Reply?

    /// How many must be refused alike to stop a run, and how many when there are no more.
    static let enough = 20
    static let enoughOfAll = 5

    mutating func judge(_ delivery: Delivery, _ attempt: Attempt) -> Verdict {
        if let verdict { return attempt.isBodyRefusal ? .stop(verdict) : .goOn }
        if isOver { return .goOn }
        if attempt.outcome == .accepted { return end() }
        guard attempt.isBodyRefusal, let reply = attempt.reply else { return .goOn }
        if let first = self.reply, !Self.alike(first, reply) {
            held.append(delivery)
            return end()
        }
        self.reply = reply
        held.append(delivery)
        return held.count >= Self.enough ? condemn(reply) : .tryAgain([])
    }

    /// Nothing is left to send: were all refused alike?
    mutating func endOfQueue() -> Verdict {
        guard !isOver, verdict == nil, let reply, !held.isEmpty else { return .goOn }
        return held.count >= Self.enoughOfAll ? condemn(reply) : end()
    }

    /// Whether refusals are held back that have not been told again.
    var isHolding: Bool { !isOver && !held.isEmpty }

    private mutating func condemn(_ reply: Reply) -> Verdict {
        verdict = reply
        return .stop(reply)
    }

    private mutating func end() -> Verdict {
        isOver = true
        defer { held = [] }
        return held.isEmpty ? .goOn : .tryAgain(held)
    }

    private static func alike(_ left: Reply, _ right: Reply) -> Bool {
        left.code == right.code && left.enhanced == right.enhanced
    }
}
