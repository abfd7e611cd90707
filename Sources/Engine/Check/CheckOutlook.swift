import Agenda
package import ConvokeCore
import Foundation
import LedgerStore
import Workspace

/// What is right by itself, and means something else than its author may think: what the next tick does at
/// once, what nobody will get, what is passed over.
struct CheckOutlook {
    /// Farther ahead than this a conference's year is probably mistyped. Seconds.
    private static let farAhead = 400.0 * 86_400

    let conference: Conference
    let decisions: [NoticeDecision]
    /// How many recipients each notice has.
    let audiences: [String: Int]
    /// Obligations that nobody owes any more.
    let settled: Set<String>
    let hasGateway: Bool
    let now: Date

    var remarks: [String] { notices + date + texts }

    private var notices: [String] {
        let open = decisions.filter { !$0.isPlanned && !$0.notice.concerns(settled) }
        return open.compactMap { entry in
            let notice = entry.notice
            let count = audiences[notice.id] ?? 0
            switch entry.decision {
            case .send where notice.moment < now:
                return "\(notice.place): the moment of \(notice.id), \(text(notice.moment)), has"
                    + " come: the next tick sends it to \(count)"
            case .missed:
                return "\(notice.place): \(notice.id) was of use only until"
                    + " \(text(notice.lastUseful)): nobody gets it any more"
            case .notYet where count == 0: return "\(notice.place): \(notice.id) is for nobody"
            case .notYet, .wait, .send, .supersede, .over, .onDemand: return nil
            }
        }
    }

    private var date: [String] {
        guard let start = conference.sessions.map(\.start).min(),
            start.timeIntervalSince(now) > Self.farAhead
        else { return [] }
        let days = Int(start.timeIntervalSince(now) / 86_400)
        return ["\(conference.place): it begins on \(text(start)), in \(days) days"]
    }

    private var texts: [String] {
        guard !hasGateway, let step = conference.ladder.first(where: { $0.channel == .sms }) else {
            return []
        }
        return ["\(step.place): texts are passed over, since convoke.yaml names no gateway (sms:)"]
    }

    private func text(_ moment: Date) -> String {
        Instant.text(moment, in: conference.timeZone)
    }
}

extension CheckPass {
    /// Remarks on what was read without problems, by what the ledger knows and the clock says.
    package func outlook(_ report: CheckReport, clock: Clock) throws(Problems) -> [String] {
        let office = try Office.open(root, clock: clock)
        return try Problems.collecting(ledger: office.settings.ledger) {
            let reader = try office.ledgerReader()
            return try report.conferences.flatMap { summary in
                let conference = try office.conferenceAlone(summary.id)
                return CheckOutlook(
                    conference: conference, decisions: try office.decisions(on: conference, reader),
                    audiences: summary.audiences,
                    settled: try reader?.settledObligations(in: summary.id) ?? [],
                    hasGateway: office.settings.sms != nil,
                    now: clock.now
                ).remarks
            } + office.secretRemarks
        }
    }
}

extension Office {
    /// What would stop a run that is started as this one was. Cron's may have another environment.
    fileprivate var secretRemarks: [String] {
        do throws(Problem) {
            _ = try relayAccount()
            return []
        } catch {
            return ["\(settings.relay.place): \(error.what): send and tick would stop at that"]
        }
    }
}
