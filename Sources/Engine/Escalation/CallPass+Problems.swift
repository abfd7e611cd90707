import ConvokeCore
import Foundation

extension Problem {
    static func unknownCall(_ call: Int64, _ conference: String) -> Problem {
        Problem(
            .usage, "\(conference) has no call of that number", found: "\(call)",
            expected: "a number of the call sheet",
            fix: "convoke calls \(conference) shows the sheet.")
    }

    static func callTaken(
        _ call: Int64, _ whom: String, _ until: Date, _ office: Office
    ) -> Problem {
        Problem(
            .busy, "Call \(call) is \(whom)'s",
            found: "taken until "
                + Instant.text(until, in: office.settings.timeZone),
            fix: "Take another one, or wait until then.")
    }

    static func callOver(_ call: Int64, _ outcome: CallOutcome) -> Problem {
        Problem(
            .usage, "Call \(call) needs nobody any more", found: outcome.rawValue,
            fix: "Take another one.")
    }

    /// What was said of a call stays until somebody takes it back: others may have acted on it.
    static func callFinished(_ step: EscalationStep, _ entry: Escalation, _ zone: TimeZone)
        -> Problem
    {
        let whom = step.takenBy.map { " by \($0)" } ?? ""
        let moment = step.outcomeAt.map { " at \(Instant.text($0, in: zone))" } ?? ""
        return Problem(
            .usage, "What came of call \(step.id) is entered already",
            found: (step.outcome?.rawValue ?? "done") + whom + moment,
            fix: "Where that was a slip: convoke calls \(entry.plan.conference) undo \(step.id)"
                + " takes it back.")
    }

    static func promiseTooLate(
        _ moment: Date, _ deadline: Date, _ conference: Conference
    ) -> Problem {
        Problem(
            .usage, "What was promised comes too late",
            found: "by \(Instant.text(moment, in: conference.timeZone))",
            expected: "not later than \(Instant.text(deadline, in: conference.timeZone))",
            fix:
                "Write the time of the day that was meant; a time that is past today is tomorrow's."
                + " Where nothing better was promised, enter reached or declined.")
    }

    static var promiseWithoutTime: Problem {
        Problem(
            .usage, "It does not say by when it was promised", expected: "--by with a time",
            fix: "Add --by and the time, such as --by 14:30.")
    }

    static func unknownDelegate(_ id: String) -> Problem {
        Problem(
            .usage, "There is nobody of that name to call instead", found: id,
            expected: "the id of a contact", fix: "Add --to and an id from the contact book.")
    }

    static func delegateWithoutPhone(_ contact: Contact) -> Problem {
        Problem(
            .usage, "\(contact.name) has no phone number", at: contact.place, found: contact.id,
            fix: "Add a number in the contact book, or name somebody else.")
    }
}
