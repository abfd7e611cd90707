package import Foundation

extension Notice {
    /// Whether it goes out when somebody says so (`correct`, `cancel`) and never by the clock.
    package var isOnDemand: Bool { moment == .distantFuture }

    /// Whether no template of the workspace says it: then the program has words of its own.
    package var isBuiltIn: Bool { template.isEmpty }
}

extension Conference {
    /// The notices that wait for somebody's word: by which a change is told, and by which it is told
    /// that nothing of it holds any more. Where the file has none of a kind there is a built-in one.
    package var onDemandNotices: [Notice] {
        let own = notices.filter(\.isOnDemand)
        let missing = [Notice.Kind.correction, .cancellation].filter { kind in
            !own.contains { $0.kind == kind }
        }
        return own + missing.map(builtIn)
    }

    /// The first of a kind; nil for a kind that never waits for somebody's word.
    package func onDemandNotice(_ kind: Notice.Kind) -> Notice? {
        onDemandNotices.first { $0.kind == kind }
    }

    /// When the last session ends: until then a correction is of use.
    package var end: Date? { sessions.map(\.end).max() }

    private func builtIn(_ kind: Notice.Kind) -> Notice {
        let isTaken = notices.contains { $0.id == kind.rawValue }
        let id = isTaken ? "built-in-\(kind.rawValue)" : kind.rawValue
        return Notice(
            id: id, entry: id, kind: kind, template: "", about: nil, audience: .all,
            moment: .distantFuture, lastUseful: end ?? .distantFuture, acknowledgeBy: nil,
            urgent: false, place: place)
    }
}
