import Agenda
import ConvokeCore
import Foundation

/// What people meet: mails at once, no telephone, too many calls.
extension Findings {
    /// Two mails within so many seconds are one too many.
    private static let apart = 600.0

    /// Two different notices to one person within ten minutes.
    var crowdedNotices: [Finding] {
        var pairs: [Pair: [(at: Date, whom: String)]] = [:]
        let sent = outcome.mails.filter { $0.delivery.channel == .email && $0.acceptedAt != nil }
        for (whom, mails) in Dictionary(grouping: sent, by: \.delivery.recipient) {
            let moments = mails.compactMap { mail in
                conference.notice(mail.delivery.notice).flatMap { notice in
                    mail.acceptedAt.map { (at: $0, notice: notice) }
                }
            }.sorted { ($0.at, $0.notice.id) < ($1.at, $1.notice.id) }
            for (one, next) in zip(moments, moments.dropFirst())
            where next.at.timeIntervalSince(one.at) <= Self.apart
                && isPlanned(one.notice, near: next.notice)
            {
                pairs[Pair(one.notice, next.notice), default: []].append((one.at, whom))
            }
        }
        return pairs.sorted { $0.key < $1.key }.map { crowded($0.key, $0.value) }
    }

    /// Mail that was put off and meets another one by chance is nothing to mend.
    private func isPlanned(_ one: Notice, near other: Notice) -> Bool {
        abs(one.moment.timeIntervalSince(other.moment)) <= Self.apart
    }

    private func crowded(_ pair: Pair, _ met: [(at: Date, whom: String)]) -> Finding {
        let people = Set(met.map(\.whom)).count
        let first = met.map(\.at).min() ?? .distantPast
        let place = conference.notices.first { $0.entry == pair.second }?.place
        return finding(
            Advice(
                "\(people) \(people == 1 ? "recipient gets" : "recipients get") \(pair.first) and"
                    + " \(pair.second) within minutes, the first time at \(words(first))",
                fix: "Make one notice of both, or move one of them by some hours."),
            Advice(
                "\(people) người nhận được \(pair.first) và \(pair.second) cách nhau vài phút, lần"
                    + " đầu lúc \(vietnamese(first))",
                fix: "Gộp thành một thông báo, hoặc dời một trong hai đi vài giờ."),
            at: place)
    }

    /// The entries of two notices, in the order of their ids.
    private struct Pair: Hashable, Comparable {
        let first: String
        let second: String

        init(_ one: Notice, _ other: Notice) {
            first = min(one.entry, other.entry)
            second = max(one.entry, other.entry)
        }

        static func < (left: Pair, right: Pair) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    // MARK: - Telephones

    /// Venues where nobody has a number, nor a deputy who has one, told by tier.
    var silentVenues: [Finding] {
        let tree = conference.venues
        let placed = convocation.recipients.filter { $0.role != .file }
        let asked = Set(placed.compactMap(\.venue?.id))
        let speaking = Set(placed.filter { hasPhone($0.contact) }.compactMap(\.venue?.id))
        let silent = tree.venues.filter { asked.contains($0.id) && !speaking.contains($0.id) }
        return tree.levels.compactMap { level in
            let own = silent.filter { $0.level == level }
            guard let first = own.first else { return nil }
            let whole = tree.venues.count { $0.level == level && asked.contains($0.id) }
            return silentTier(level, own, of: whole, first)
        }
    }

    private func silentTier(
        _ level: String, _ venues: [Venue], of all: Int, _ first: Venue
    ) -> Finding {
        let contact = convocation.recipients.first { $0.venue?.id == first.id }?.contact
        let ids = venues.map(\.id)
        return finding(
            Advice(
                "\(venues.count) of \(all) venues of the tier \(level) cannot be called: nobody there"
                    + " has a number (\(list(ids)))",
                fix: "Add a number to a contact of each, or name a deputy who has one."),
            Advice(
                "\(venues.count)/\(all) điểm cầu cấp \(level) không thể gọi điện thoại: không ai ở đó"
                    + " có số (\(vietnameseList(ids)))",
                fix: "Thêm số cho một đầu mối của mỗi điểm cầu, hoặc ghi người thay có số."),
            at: contact?.place.field("phone") ?? first.place)
    }

    private func hasPhone(_ contact: Contact) -> Bool {
        let deputy = contact.deputy.flatMap { convocation.contacts[$0] }
        return !contact.phones.isEmpty || !(deputy?.phones.isEmpty ?? true)
    }

    /// Whoever is to be told of trouble is in trouble too.
    var troubledDuty: [Finding] {
        guard let id = conference.duty, let duty = convocation.contacts[id],
            let recipient = convocation.recipient(id)
        else { return [] }
        let cases = outcome.cases.filter { $0.plan.recipient == id && $0.plan.cause != .relay }
        guard let first = cases.first else { return [] }
        return [
            finding(
                Advice(
                    "\(duty.name) is on duty, the last to be called when others cannot be reached,"
                        + " and is to be called too: \(first.plan.why) (\(first.plan.about))",
                    fix: "Name somebody else under duty, or mend the address (\(duty.place))."),
                Advice(
                    "\(duty.name) là người trực, được gọi sau cùng khi không liên hệ được người khác,"
                        + " mà chính mình cũng phải được gọi (\(first.plan.about))",
                    fix: "Ghi người khác ở duty, hoặc sửa địa chỉ (\(duty.place))."),
                at: conference.place.field("duty"), found: recipient.id)
        ]
    }

    /// Hours in which more calls are due than callers can make.
    var crowdedHours: [Finding] {
        let calls = outcome.cases.flatMap(\.steps).filter { $0.channel == .call }
        let hours = Dictionary(grouping: calls) { hour(of: max($0.begunAt, $0.notBefore)) }
            .mapValues(\.count).filter { $0.value > world.callers.capacity }
        guard let worst = hours.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
            return []
        }
        return [crowded(worst.key, worst.value, others: hours.count - 1)]
    }

    private func crowded(_ hour: Date, _ calls: Int, others: Int) -> Finding {
        let callers = world.callers
        let team = callers.onDuty == 1 ? "1 caller makes" : "\(callers.onDuty) callers make"
        let more = others > 0 ? ", and too many in \(others) other hours" : ""
        let moreVietnamese = others > 0 ? ", và còn \(others) giờ khác quá nhiều" : ""
        let people = needed(for: calls)
        return finding(
            Advice(
                "\(calls) calls come up in the hour from \(words(hour)), and \(team)"
                    + " \(callers.capacity)\(more)",
                fix: "Put \(people) people at the telephone then, or remind earlier so that fewer"
                    + " have to be called."),
            Advice(
                "\(calls) cuộc gọi đến lượt trong một giờ từ \(vietnamese(hour)), mà"
                    + " \(callers.onDuty) người trực gọi được \(callers.capacity)\(moreVietnamese)",
                fix: "Bố trí \(people) người trực máy lúc đó, hoặc nhắc sớm hơn để ít phải gọi."),
            at: conference.ladder.first { $0.channel == .call }?.place ?? conference.place,
            found: "callers: {on_duty: \(callers.onDuty), calls_per_hour:"
                + " \(callers.callsPerHour)}")
    }

    private func needed(for calls: Int) -> Int {
        let each = max(1, world.callers.callsPerHour)
        return (calls + each - 1) / each
    }

    private func hour(of moment: Date) -> Date {
        Date(timeIntervalSince1970: (moment.timeIntervalSince1970 / 3600).rounded(.down) * 3600)
    }
}
