import ConvokeCore
import LedgerStore
import SMTP

extension OutboxStop {
    /// The one problem that a stopped run of these notices ends with.
    func problem(_ office: Office, _ conference: String, _ notices: [String]) -> Problem {
        switch self {
        case .ledger(let failure): failure.problem(ledger: office.settings.ledger)
        case .problem(let problem): problem
        case .session(let failure): failure.problem(office.settings.relay)
        case .messageRefused(let refusal): .messageRefused(refusal)
        case .interrupted: .interrupted
        case .paused: .paused(conference)
        case .refusedTooOften(let refused, let done):
            .refusedTooOften(refused, of: done, conference, notices)
        }
    }
}

extension Problem {
    static var interrupted: Problem {
        Problem(
            .needsPerson, "The run was interrupted before it was through",
            fix: "Give the same command again: it goes on where this run stopped.")
    }

    static func refusedTooOften(
        _ refused: Int, of done: Int, _ conference: String, _ notices: [String]
    ) -> Problem {
        let releases = notices.map { "convoke release \(conference) \($0)" }
        return Problem(
            .needsPerson, "\(refused) of the first \(done) messages were refused for good",
            at: Place("convoke.yaml", field: "guard"),
            fix: "Look at the recipient list: is it the right one? If it is, release the notice"
                + " (\(releases.joined(separator: ", "))) and send again.")
    }

    static func paused(_ conference: String) -> Problem {
        Problem(
            .needsPerson, "The conference is paused, and nothing of it goes out",
            fix: "Go on with: convoke resume \(conference)")
    }

    static func messageRefused(_ refusal: Attempt) -> Problem {
        let act = refusal.reply == nil ? "cannot take" : "refuses"
        return Problem(
            .needsPerson, "The relay \(act) this message: \(refusal.words)",
            expected: "that it takes at least one of the first messages",
            fix: "Change the template or its attachments, or show these words to whoever runs the"
                + " relay; then send again. Nobody was marked as failed.")
    }
}

extension Outbox {
    /// A session ended with an error. What concerns the account stops the run; trouble of one
    /// connection only when it was the last and something is left to send.
    func note(_ error: any Error, isLast: Bool) {
        switch error {
        case let failure as SessionFailure where failure.stopsTheRun || (isLast && !isDone):
            stop(.session(failure))
        case let failure as LedgerFailure: stop(.ledger(failure))
        default: break
        }
    }
}

extension SessionFailure {
    /// Whether the other sessions would meet the same.
    var stopsTheRun: Bool {
        switch kind {
        case .unreachable, .noBanner, .bannerRefused, .greetingRefused, .unreliable, .overloaded,
            .loginDelayed:
            false
        case .hostUnknown, .encryptionMissing, .encryptionRefused, .encryptionFailed,
            .certificateNotTrusted, .authoritiesUnreadable, .loginRefused, .loginNotOffered,
            .loginDemanded, .senderRefused, .relayingDenied, .settings:
            true
        }
    }
}
