package import Foundation

extension NoticeDecision {
    /// Whether its time has come, and nothing that was planned says so.
    package var isNew: Bool {
        switch decision {
        case .send, .supersede, .missed: !isPlanned
        case .notYet, .wait, .over, .onDemand: false
        }
    }

    /// Whether the decision asks for something that has not been done yet. Latecomers can only be there when
    /// a file has changed, or when the moment of what was sent by hand ahead of it comes.
    ///
    /// - Parameters:
    ///   - hasChanged: whether any file is another one than at the last tick.
    ///   - last: when that was.
    package func isWork(afterChange hasChanged: Bool, since last: Date, now: Date) -> Bool {
        if case .send = decision { return isNew || hasChanged || (last < due && due <= now) }
        return isNew
    }

    /// Whether nothing more of it goes out: its time is over, or a later one has taken its place.
    package var isPast: Bool {
        switch decision {
        case .supersede, .missed, .over: true
        case .send, .notYet, .wait, .onDemand: false
        }
    }
}

extension [NoticeDecision] {
    /// Whether a notice that was planned already waits for quiet hours to end: whoever was added meanwhile has
    /// his turn only then, and the files are not done with before.
    package var letWait: Bool {
        contains { entry in
            if case .wait = entry.decision { entry.isPlanned } else { false }
        }
    }
}
