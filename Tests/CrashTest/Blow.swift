import Sandbox

/// When a run is killed.
struct Blow: Sendable {
    /// The point at which the blow falls.
    let point: Point
    /// Between 0 and 1: how far into the run's time, or into what is left to send.
    let place: Double

    enum Point: String, CaseIterable, Sendable {
        case instant = "a random instant"
        case connected = "connected"
        case hello = "EHLO received"
        case mail = "MAIL received"
        case recipient = "RCPT received"
        case data = "DATA received"
        case body = "body begun"
        case dotKept = "dot received, kept unreplied"
        case dotDropped = "dot received, not kept"
        case kept = "kept, not replied"
        case unread = "replied, reply unread"
        case replied = "replied"
    }

    /// A point drawn so that all come up, those around the dot more often.
    static func draw(_ random: inout SplitMix) -> Blow {
        let weighted =
            Point.allCases + [.instant, .instant, .instant, .dotKept, .kept, .unread, .dotDropped]
        let point = weighted.randomElement(using: &random) ?? .instant
        return Blow(point: point, place: Double.random(in: 0..<1, using: &random))
    }
}

extension Blow.Point {
    /// The relay's stage at which the blow falls; nil for a random instant.
    var stage: SandboxStage? {
        switch self {
        case .instant: nil
        case .connected: .connected
        case .hello: .hello
        case .mail: .mail
        case .recipient: .recipient
        case .data: .data
        case .body: .body
        case .dotKept, .dotDropped: .dot
        case .kept, .unread: .kept
        case .replied: .replied
        }
    }

    /// Whether the stage comes once a session instead of once a message.
    var isOncePerSession: Bool { self == .connected || self == .hello }
}
