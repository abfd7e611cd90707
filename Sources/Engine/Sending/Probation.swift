import ConvokeCore

/// Whether it is the message itself that the relay refuses.
///
/// Until the first message of a run is accepted, refusals of the message are held back: those of its
/// text, and those of its size or form before a byte of it was sent. When the first twenty (of a smaller
/// run all, if they are five or more) were refused alike, the run stops instead of burning everybody. As
/// soon as one is accepted, or they differ, those held back are tried once more and what is said then
/// counts.
struct Probation {
    enum Verdict {
        /// Nothing to do.
        case goOn
        /// Refused alike: stop the run.
        case stop(Attempt)
        /// Send these once more.
        case tryAgain([Delivery])
    }

    private var held: [Delivery] = []
    private var refusal: Attempt?
    private var isOver = false
    /// Once the message is condemned, nothing that still comes in counts against anybody.
    private var verdict: Attempt?

    /// How many must be refused alike to stop a run, and how many when there are no more.
    static let enough = 20
    static let enoughOfAll = 5

    mutating func judge(_ delivery: Delivery, _ attempt: Attempt) -> Verdict {
        if let verdict { return attempt.isMessageRefusal ? .stop(verdict) : .goOn }
        if isOver { return .goOn }
        if attempt.outcome == .accepted { return end() }
        guard attempt.isMessageRefusal else { return .goOn }
        if let refusal, !Self.alike(refusal, attempt) {
            held.append(delivery)
            return end()
        }
        refusal = attempt
        held.append(delivery)
        return held.count >= Self.enough ? condemn(attempt) : .tryAgain([])
    }

    /// Nothing is left to send: were all refused alike?
    mutating func endOfQueue() -> Verdict {
        guard !isOver, verdict == nil, let refusal, !held.isEmpty else { return .goOn }
        return held.count >= Self.enoughOfAll ? condemn(refusal) : end()
    }

    /// Whether refusals are held back that have not been told again.
    var isHolding: Bool { !isOver && !held.isEmpty }

    private mutating func condemn(_ refusal: Attempt) -> Verdict {
        verdict = refusal
        return .stop(refusal)
    }

    private mutating func end() -> Verdict {
        isOver = true
        defer { held = [] }
        return held.isEmpty ? .goOn : .tryAgain(held)
    }

    /// By the relay's codes; where it was not even asked, by the reason.
    private static func alike(_ left: Attempt, _ right: Attempt) -> Bool {
        guard let one = left.reply, let other = right.reply else {
            return left.reply == right.reply && left.reason == right.reason
        }
        return one.code == other.code && one.enhanced == other.enhanced
    }
}
