import Agenda
import ConvokeCore
import Foundation

extension Glance {
    /// Told once for each notice that a pause keeps back: when its moment has come, and when it is of no use
    /// any more.
    func heldNews(_ office: Office) -> [String] {
        let now = office.clock.now
        let cases = LadderPlan.moments(conference, office).filter { last < $0 && $0 <= now }
        let isNew = holdsCases && !cases.isEmpty
        return notices(now)
            + (isNew
                ? [
                    "whoever has not answered would be telephoned now, and the conference is paused:"
                        + " convoke resume \(conference.id)"
                ] : [])
    }

    private func notices(_ now: Date) -> [String] {
        held.compactMap { entry in
            let notice = entry.notice
            let (word, moment) =
                entry.decision == .missed
                ? ("was of use only until", notice.lastUseful) : ("is due since", entry.due)
            guard last < moment, moment <= now else { return nil }
            return "\(notice.id) \(word) \(Instant.text(moment, in: conference.timeZone)),"
                + " and the conference is paused: convoke resume \(conference.id)"
        }
    }
}
