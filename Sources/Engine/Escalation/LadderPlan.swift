import Agenda
import ConvokeCore
import Foundation

/// The way to the telephone, as the files have it now.
struct LadderPlan {
    private let contacts: ContactIndex
    private let dutyID: String?
    /// The rungs that can be climbed: without a gateway no text goes out.
    let steps: [Step]

    init(_ office: Office, _ convocation: Convocation) {
        self.init(office, convocation.conference, convocation.contacts)
    }

    private init(_ office: Office, _ conference: Conference, _ contacts: ContactIndex) {
        self.contacts = contacts
        dutyID = conference.duty
        steps = conference.ladder.filter { $0.channel == .call || office.settings.sms != nil }
    }

    /// Whether the conference has any way to the telephone.
    var isThere: Bool { !steps.isEmpty || duty != nil }

    var duty: Contact? {
        dutyID.flatMap { contacts[$0] }
    }

    /// Frozen for one case.
    func text(for contact: Contact) -> String {
        let deputy = contact.deputy.flatMap { contacts[$0] }
        return Ladder.text(
            Ladder.freeze(steps, recipient: contact, deputy: deputy, duty: duty))
    }

    /// When the whole ladder is all that there is time for before a moment.
    func start(before moment: Date) -> Date {
        let waits = steps.reduce(0) { $0 + $1.wait.seconds }
        return moment - Double(waits + LadderCase.usualCallLead)
    }

    /// The moments at which cases may begin by the clock alone.
    static func moments(_ conference: Conference, _ office: Office) -> [Date] {
        stretches(conference, office).map(\.start)
    }

    /// A time in which whoever still owes an answer is telephoned.
    struct Stretch {
        let about: String
        let start: Date
        let end: Date
    }

    static func stretches(_ conference: Conference, _ office: Office) -> [Stretch] {
        let plan = LadderPlan(office, conference, [:])
        return conference.obligations.map {
            Stretch(about: $0.id, start: plan.start(before: $0.due), end: $0.due)
        }
            + conference.notices.compactMap { notice in
                notice.acknowledgeBy.map {
                    Stretch(
                        about: ObligationRows.invitation, start: $0, end: notice.lastUseful)
                }
            }
    }
}
