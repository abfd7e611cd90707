import ConvokeCore

/// A parcel that was taken from the feed and has not ended.
struct Flight {
    /// How far it came: what is being waited for, or done.
    enum Progress: Comparable {
        /// Taken; not a byte of it was said on this connection.
        case taken
        /// Its envelope was sent, and nothing of it answered.
        case mail
        case rcpt
        case data
        /// The server waits for the body; its last byte has not left.
        case body
        /// The last byte may have left, and no reply came.
        case dot
    }

    let parcel: Parcel
    var progress = Progress.taken

    /// What it comes to when the connection fails; nil when it may be tried on the next one as if
    /// nothing had been.
    func attempt(after fault: LineFault) -> Attempt? {
        switch progress {
        case .taken, .mail: nil
        case .rcpt, .data, .body: postponed(fault)
        case .dot: afterDot(fault)
        }
    }

    /// What it comes to when the session ends for a reason that is not this delivery's.
    func attempt(afterEnd detail: String?) -> Attempt {
        switch progress {
        case .taken, .mail, .rcpt, .data: Attempt(.released, at: stage, detail: detail)
        case .body: Attempt(.deferred, at: .body, reason: .relayTrouble, detail: detail)
        case .dot: Attempt(.inDoubt, at: .dot, reason: .relayTrouble, detail: detail)
        }
    }

    var stage: Stage {
        switch progress {
        case .taken, .mail: .mail
        case .rcpt: .rcpt
        case .data: .data
        case .body: .body
        case .dot: .dot
        }
    }

    /// Not in doubt: the lone dot has not left. It counts against the delivery all the same, because it
    /// may be this very message that makes the connection break.
    private func postponed(_ fault: LineFault) -> Attempt {
        let reason = fault.reply.map { Reason($0, at: stage) } ?? .relayTrouble
        return Attempt(
            .deferred, at: stage, reason: reason, reply: fault.reply, detail: fault.words)
    }

    /// In doubt (RFC 1047), unless the server's very last word was that it closes instead.
    private func afterDot(_ fault: LineFault) -> Attempt {
        if case .closing(let reply, true) = fault {
            return Attempt(
                .deferred, at: .reply, reason: Reason(reply, at: .reply), reply: reply,
                detail: fault.words)
        }
        return Attempt(.inDoubt, at: .dot, reason: .relayTrouble, detail: fault.words)
    }
}
