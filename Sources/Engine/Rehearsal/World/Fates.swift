import Agenda
import ConvokeCore
import Foundation
import Sandbox

/// What a world does to the people of one conference, drawn for each of them by itself.
struct Fates: Sendable {
    /// What becomes of a call to a number.
    enum Pickup: Hashable, Sendable {
        case answers, neverAnswers
        /// Engaged once.
        case busyFirst
    }

    private let world: World
    private let dice: Dice
    private let convocation: Convocation

    init(_ world: World, seed: UInt64, _ convocation: Convocation) {
        self.world = world
        dice = Dice(seed: seed)
        self.convocation = convocation
    }

    private var contacts: [Contact] { convocation.contacts.values.sorted { $0.id < $1.id } }

    /// Misbehaviour by mail address. An address that several contacts have follows the first of them.
    var misbehaviours: [String: Misbehaviour] {
        var all: [String: Misbehaviour] = [:]
        var seen = Set<String>()
        for contact in contacts {
            for (index, email) in contact.emails.enumerated() {
                let address = email.wire.lowercased()
                guard seen.insert(address).inserted else { continue }
                all[address] = misbehaviour(dice.roll("address", contact.id, "\(index)"))
            }
        }
        return all
    }

    /// Addresses whose mail is taken and comes back.
    var bouncing: Set<String> {
        let drawn = misbehaviours
        let all = contacts.flatMap(\.emails).map { $0.wire.lowercased() }
        return Set(
            all.filter { address in
                let own = Misbehaviour(localPart: address.prefix { $0 != "@" })
                return (drawn[address] ?? own) == .bouncesLater
            })
    }

    private func misbehaviour(_ roll: Double) -> Misbehaviour? {
        let shares: [(Misbehaviour, Double)] = [
            (.refused, world.addresses.refused), (.mailboxFull, world.addresses.mailboxFull),
            (.greylisted, world.addresses.greylisted),
            (.bouncesLater, world.addresses.bouncedLater),
        ]
        var rest = roll
        for (misbehaviour, share) in shares {
            if rest < share { return misbehaviour }
            rest -= share
        }
        return nil
    }

    /// Misbehaviour by number, for texts.
    var textMisbehaviours: [String: TextMisbehaviour] {
        let numbers = contacts.flatMap { contact in contact.phones.map(\.dialled) }
        let refused = numbers.filter { dice.roll("text", $0) < world.gatewayFailing }
        return Dictionary(refused.map { ($0, .refused) }) { first, _ in first }
    }

    func pickup(_ number: String) -> Pickup {
        let roll = dice.roll("call", number)
        if roll < world.numbers.neverAnswer { return .neverAnswers }
        return roll < world.numbers.neverAnswer + world.numbers.busy ? .busyFirst : .answers
    }

    // MARK: - Answers

    /// What is said without being asked by telephone, in the order of the moments. Whoever has heard of
    /// nothing by then says nothing: that is found out when it is played.
    func answers() -> [PlannedAnswer] {
        let all = convocation.recipients
        let byParty = Dictionary(all.map { (Party.of($0), $0) }) { first, _ in first }
        return convocation.obligationRows.compactMap { row in
            let own = byParty[row.party] ?? convocation.recipient(row.party.id)
            return own.flatMap { answer(row, $0, convocation.conference) }
        }.sorted { ($0.moment, $0.recipient, $0.about) < ($1.moment, $1.recipient, $1.about) }
    }

    private func answer(
        _ row: ObligationRow, _ recipient: Recipient, _ conference: Conference
    ) -> PlannedAnswer? {
        let name = [row.obligation, recipient.id]
        let answering = world.answering(recipient.venue?.level)
        guard dice.roll("answers", name[0], name[1]) < answering.share,
            let moment = moment(row, answering, dice.roll("when", name[0], name[1]))
        else { return nil }
        let isByMail = dice.roll("way", name[0], name[1]) < answering.byMail
        return PlannedAnswer(
            moment: isByMail ? moment : daytime(moment, conference.timeZone),
            recipient: recipient.id, about: row.obligation, way: isByMail ? .mail : .call)
    }

    private func moment(
        _ row: ObligationRow, _ answering: World.Answering, _ roll: Double
    ) -> Date? {
        let conference = convocation.conference
        let isInvitation = row.obligation == ObligationRows.invitation
        let range = isInvitation ? answering.within : answering.before
        let length =
            Double(range.lowerBound) + roll * Double(range.upperBound - range.lowerBound)
        let invitation = conference.notices.filter { $0.kind == .invitation }.map(\.moment).min()
        if isInvitation { return invitation.map { ($0 + length).wholeMinute } }
        guard let due = conference.obligation(row.obligation)?.due else { return nil }
        let earliest = invitation ?? .distantPast
        return max(due - length, min(earliest + 60, due - 60)).wholeMinute
    }

    /// Nobody telephones at night: what falls there comes when somebody is there again.
    private func daytime(_ moment: Date, _ zone: TimeZone) -> Date {
        world.callers.opening(atOrAfter: moment, in: zone)
    }
}

/// What a recipient is going to say.
struct PlannedAnswer: Hashable, Sendable {
    let moment: Date
    let recipient: String
    let about: String
    let way: AnswerWay
}

extension World.Callers {
    /// The moment itself when somebody sits there, else when the next hours begin.
    func opening(atOrAfter moment: Date, in zone: TimeZone) -> Date {
        if hours.covers(moment, in: zone) { return moment }
        return WallTime.next(
            hour: hours.from / 60, minute: hours.from % 60, after: moment, in: zone) ?? moment
    }
}

extension Date {
    /// The first whole minute that is not before it: ticks come at whole minutes.
    var wholeMinute: Date {
        Date(timeIntervalSince1970: (timeIntervalSince1970 / 60).rounded(.up) * 60)
    }
}
