import Agenda
import ConvokeCore

extension Problem {
    static func notACode(_ text: String) -> Problem {
        Problem(
            .usage, "That is no answer code", found: text,
            expected: "eight letters and digits such as K7QF-3MXA, without 0, O, 1 and I",
            fix: "Have it read out again: one character is wrong or missing.")
    }

    static func unknownCode(_ code: AnswerCode) -> Problem {
        Problem(
            .usage, "No recipient of any conference has that answer code", found: code.text,
            fix: "Have it read out again, or record the answer by the recipient's id:"
                + " convoke answer CONFERENCE RECIPIENT ABOUT yes")
    }

    /// The same, at a row of a file.
    static func nobodyToAnswer(
        _ request: AnswerRequest, _ convocation: Convocation, at place: Place
    ) -> Problem {
        var problem = nobodyToAnswer(request, convocation)
        problem.status = .file
        problem.place = place
        return problem
    }

    static func nobodyToAnswer(_ request: AnswerRequest, _ convocation: Convocation) -> Problem {
        guard convocation.recipient(request.recipient) != nil else {
            return .unknownRecipient(request.recipient, convocation)
        }
        let known = [ObligationRows.invitation] + convocation.conference.obligations.map(\.id)
        if known.contains(request.about) {
            return Problem(
                .usage, "\(request.about) does not concern \(request.recipient)",
                at: convocation.conference.place,
                fix: "Name a recipient whom it concerns, or another obligation.")
        }
        return Problem(
            .usage, "The conference has no obligation of that name",
            at: convocation.conference.place, found: request.about,
            expected: "one of " + known.joined(separator: ", "),
            fix: "Write one of these, or invitation for the invitation itself.")
    }
}
