import Agenda
import Contacts
import ConvokeCore
import Foundation
import Testing

@testable import Engine

@Suite("Who would have heard of the conference")
struct RehearsedReachTests {
    private static let deputy = "deputy"

    /// One recipient who has a deputy, and a call to that deputy at whom somebody was spoken to.
    private static func verdict(calledAs target: Step.Target) -> Verdict {
        var problems: [Problem] = []
        let contact = Contact(
            id: "head", name: "Head", deputy: deputy, language: "en", place: LedgerSketch.place)
        let convocation = Convocation(
            conference: LedgerSketch.conference(notices: [LedgerSketch.notice("invitation")]),
            list: RecipientList(
                recipients: [Recipient(contact: contact, role: .invited, venue: nil)], overlaps: []),
            book: ContactBook([contact], into: &problems))
        var outcome = PlayedOutcome()
        outcome.cases = [escalation(calledAs: target)]
        return RehearsedReach(convocation, outcome).verdict
    }

    private static func escalation(calledAs target: Step.Target) -> Escalation {
        let rung = Rung(
            channel: .call, target: target, contact: deputy, numbers: ["+84900000001"], wait: 0)
        let called = LedgerSketch.at(10)
        let step = EscalationStep(
            id: 1, escalation: 1, rung: 0, channel: .call, contact: deputy, numbers: rung.numbers,
            delivery: nil, begunAt: called, notBefore: called, callBy: called, state: .done,
            takenBy: nil, takenUntil: nil, outcome: .reached, note: nil, outcomeAt: called)
        return Escalation(
            id: 1,
            plan: PlannedEscalation(
                conference: "meeting", cause: .mail, about: "invitation", recipient: "head",
                party: .recipient("head"), why: "the mail was refused",
                ladder: Ladder.text([rung]), since: called, deadline: LedgerSketch.at(60)),
            openedAt: called, acknowledgedAt: nil, promisedBy: nil, end: nil, endedAt: nil,
            steps: [step])
    }

    @Test("whoever's deputy was spoken to has heard")
    func deputySpoken() {
        #expect(Self.verdict(calledAs: .deputy).missed.isEmpty)
    }

    @Test("a deputy who was called as the one on duty has heard it as the one on duty")
    func deputyOnDuty() {
        #expect(Self.verdict(calledAs: .duty).missed.map(\.name) == ["Head"])
    }
}
