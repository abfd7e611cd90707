import Agenda
import ConvokeCore
import LedgerStore

/// Stops a notice that goes to far more, or far fewer, than were counted at the last check.
enum Guard {
    /// The problem to show instead of sending; nil when all is well, or somebody released the notice.
    ///
    /// - Parameter planned: to how many it goes; nil for the notice's whole audience.
    static func problem(
        _ mailing: Mailing, _ office: Office, _ room: LedgerRoom, planned: Int? = nil
    ) throws(LedgerFailure) -> Problem? {
        let (notice, conference) = (mailing.notice, mailing.conference)
        let planned = planned ?? mailing.everybody
        let counted = try room.ledger.reader.audience(of: conference.id)[notice.id]
        let verdict = BlastRadius.verdict(
            notice.kind, planned: planned, counted: counted,
            limits: office.settings.guardLimits)
        guard case .ok = verdict else {
            if try room.ledger.reader.isReleased(notice.id, in: conference.id) { return nil }
            return problem(verdict, notice, conference)
        }
        return nil
    }

    /// Lets a notice pass to that many, which are none of its audience or some.
    ///
    /// - Throws: the problem, unless somebody says that it is right.
    static func pass(
        _ mailing: Mailing, _ office: Office, _ room: LedgerRoom, planned: Int? = nil,
        _ watch: SendWatch
    ) throws {
        if planned == 0 { return }
        let problem = try problem(mailing, office, room, planned: planned)
        if let problem, !watch.confirms(problem) { throw problem }
    }

    /// What is compared with later: how many recipients each notice has now.
    static func count(_ convocation: Convocation) -> [String: Int] {
        let conference = convocation.conference
        return Dictionary(
            (conference.notices + conference.onDemandNotices).map { notice in
                (notice.id, Plan.count(notice, conference, convocation.recipients))
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func problem(
        _ verdict: BlastRadius.Verdict, _ notice: Notice, _ conference: Conference
    ) -> Problem? {
        switch verdict {
        case .ok: nil
        case .tooMany(let planned, let counted):
            .outOfProportion(notice, conference, planned, counted, "far more")
        case .tooFew(let planned, let counted):
            .outOfProportion(notice, conference, planned, counted, "far fewer")
        }
    }
}

extension Problem {
    static func outOfProportion(
        _ notice: Notice, _ conference: Conference, _ planned: Int, _ counted: Int, _ how: String
    ) -> Problem {
        Problem(
            .needsPerson, "\(notice.id) would go to \(how) than were counted at the last check",
            at: Place(conference.recipientList), found: "\(planned) recipients",
            expected: "about \(counted)",
            fix: "Look at the recipient list; if it is right, run: convoke release"
                + " \(conference.id) \(notice.id)  (or convoke check, which counts anew)")
    }
}
