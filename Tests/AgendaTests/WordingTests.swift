import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// What a secretary reads, whole, sentence by sentence.
@Suite("The words about a conference file")
struct WordingTests {
    private let here = Place("conferences/a.yaml", line: 9, field: "notices[2].at")

    /// All that is shown of a problem.
    private func shown(_ problem: Problem) -> [String] {
        [problem.what, problem.found ?? "-", problem.expected ?? "-", problem.fix]
    }

    @Test("tell of a notice that comes too late, with both times as clocks there show them")
    func tooLate() {
        let problem = Problem.tooLate(
            at("2021-11-24T08:30"), lastUseful: at("2021-11-24T07:45"), hanoi, at: here)
        #expect(
            shown(problem) == [
                "The notice would go out when it is of no use any more",
                "2021-11-24T08:30:00+07:00", "not later than 2021-11-24T07:45:00+07:00",
                "Write an earlier moment, or correct the time that it refers to.",
            ])
        #expect(problem.place == here)
        #expect(problem.status == .file)
    }

    @Test("tell of a time that clocks leave out")
    func skipped() throws {
        let wall = WallTime(year: 2021, month: 3, day: 28, hour: 2, minute: 5)
        let problem = Problem.skippedTime(wall, in: try zone("Europe/Berlin"), at: here)
        #expect(
            shown(problem) == [
                "Clocks in Europe/Berlin never show this time: they are put forward past it",
                "02:05", "a time that clocks show on that day",
                "Write a time before or after the hour that is left out.",
            ])
    }

    @Test("tell of a name that is not there, with and without a near one")
    func unknown() {
        #expect(
            shown(.unknown(.group, "huyem", at: here, known: ["huyen", "tinh"])) == [
                "No contact belongs to this group", "huyem", "a group from the contact book",
                "Write “huyen” instead, if that was meant.",
            ])
        #expect(
            shown(.unknown(.contact, "ai-do", at: here, known: ["vp-ubnd"])) == [
                "No contact has this id", "ai-do", "an id from the contact book",
                "Correct the name, or add what is missing.",
            ])
    }

    @Test("tell of an id that is not the file's name")
    func identity() {
        #expect(
            shown(.idIsNotName("van-hoa", file: "van-hoa-2021", at: here)) == [
                "The conference's id is not the name of its file", "van-hoa", "van-hoa-2021",
                "Write “van-hoa-2021” here, or rename the file to van-hoa.yaml.",
            ])
    }

    @Test("tell of a doubled id and of a ladder that leaves people out")
    func others() {
        #expect(
            shown(.duplicateID("n1", at: here, first: Place("conferences/a.yaml", line: 8))) == [
                "The id “n1” stands twice", "also in line 8", "each id once",
                "Give one of the two another id.",
            ])
        #expect(
            shown(.endsWithoutCall(at: here)) == [
                "The ladder ends without a person being called", "sms", "call in the last rung",
                "Add a last rung, such as {channel: call, to: duty}.",
            ])
        #expect(
            shown(.notARung("email", at: here)) == [
                "The ladder begins when mail has failed", "email", "sms or call",
                "Write sms for a text message, or call for a person who phones.",
            ])
    }

    @Test("end as sentences do, and never show more than a line of what was found")
    func form() {
        let long = String(repeating: "rất dài ", count: 100)
        let problems: [Problem] = [
            .idIsNotName(long, file: long, at: here), .duplicateID(long, at: here, first: here),
            .reservedID("invitation", at: here), .noSession(at: here), .endsBeforeStart(at: here),
            .afterTheEnd(at: here), .linkOrFile(both: true, at: here), .venueLoop(long, at: here),
            .linkOrFile(both: false, at: here), .notARung(long, at: here),
            .nobodyOnDuty(at: here), .severalTimings(["at", "before"], at: here),
            .noMoment(at: here), .sameLeadTwice("1h", at: here), .circle([long, long], at: here),
            .about(long, .several(["a session"]), at: here), .selectsNobody(.all, at: here),
            .about(long, .severalMoments(["a@1h"]), at: here), .missingDocument(long, at: here),
            .acknowledgesNoInvitation(at: here), .acknowledgedTooLate(at: here),
            .acknowledgedTooSoon(at: here), .noPhone(long, at: here),
            .unknown(.subject, long, at: here, known: [long]),
        ]
        for problem in problems {
            #expect(problem.fix.hasSuffix("."), "\(problem)")
            #expect(!problem.what.hasSuffix("."), "\(problem)")
            #expect(problem.what.count < 120, "\(problem)")
            #expect((problem.found ?? "").count < 140, "\(problem)")
        }
    }
}
