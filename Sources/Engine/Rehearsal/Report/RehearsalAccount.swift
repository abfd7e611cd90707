import ConvokeCore
import Foundation
import LedgerStore
import Workspace

/// Makes the report of a rehearsal whose stage still stands.
struct RehearsalAccount {
    let request: RehearsalRequest
    let stage: RehearsalStage
    let convocation: Convocation
    let world: World

    private var conference: Conference { convocation.conference }

    /// - Parameters:
    ///   - office: the one that is rehearsed, to which findings point.
    ///   - troubles: what stopped ticks.
    ///   - bouncing: addresses whose mail came back.
    func report(
        _ office: Office, _ troubles: [Troubles.Entry], _ bouncing: Set<String>
    ) throws -> RehearsalReport {
        var outcome = try PlayedOutcome.read(stage.ledgerPath, convocation)
        outcome.troubles = troubles
        outcome.bouncing = bouncing
        outcome.fileSizes = fileSizes(office)
        let reach = RehearsedReach(convocation, outcome)
        let findings = Findings(office.settings, convocation, world, outcome).all
        return RehearsalReport(
            conference: conference.id, title: conference.title, timeZone: conference.timeZone,
            seed: request.seed, timeline: outcome.timeline,
            notices: Tally.notices(conference, outcome), calls: Tally.calls(outcome),
            verdict: reach.verdict, findings: findings,
            account: try account(reach, findings, bouncing))
    }

    /// As the real ledger is reported, of the moment at which the rehearsal ended; nil when no page is
    /// asked for.
    private func account(
        _ reach: RehearsedReach, _ findings: [Finding], _ bouncing: Set<String>
    ) throws(Problems) -> ConferenceReport? {
        guard self.request.wantsPage else { return nil }
        let end = Playback.span(conference)?.upperBound ?? .distantFuture
        var request = AccountRequest(conference: conference.id)
        request.language = self.request.language
        request.rehearsed = Rehearsed(
            seed: self.request.seed, verdict: reach.verdict, findings: findings,
            unheard: reach.unheard, lost: bouncing)
        return try AccountPass(stage.office(at: end)).run(request)
    }

    private func fileSizes(_ office: Office) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for document in conference.documents {
            guard case .file(let path) = document.source, office.folder.hasFile(path) else {
                continue
            }
            sizes[path] = (try? office.folder.bytes(path))?.count
        }
        return sizes
    }
}
