import Agenda
package import ConvokeCore
import Foundation
import LedgerStore

/// Who was told something else than the files say now, and what.
package struct CorrectionOutlook: Sendable {
    /// One change and how many were told otherwise.
    package struct Difference: Hashable, Sendable {
        package let words: String
        package let recipients: Int
    }

    package let notice: Notice
    /// All differences, in the order in which a letter would tell them.
    package let differences: [Difference]
    /// Those who get a correction now.
    package let recipients: [Recipient]
    /// Those whose correction is on its way, or was refused, already.
    package let underWay: [Recipient]
    /// Ids of those who hold what is not so any more and whom the correction cannot reach: they are
    /// no longer addressed, or it is not for them.
    package let outOfReach: [String]
    /// Ids of those who were invited before it was kept what they were told.
    package let unknown: [String]

    init(
        _ convocation: Convocation, _ notice: Notice, _ book: EditionBook, _ reader: LedgerReader
    ) throws(LedgerFailure) {
        let conference = convocation.conference
        let told = try ToldByTelephone.read(conference, reader)
        let held = try Self.held(conference, told, reader)
        let texts = try reader.editionTexts(Set(held.values.compactMap(\.hash)))
        let last = try reader.lastDeliveries(of: notice.id, in: conference.id)
        var sorting = Sorting(convocation, notice, book, texts)
        for recipient in convocation.recipients {
            guard let edition = held[recipient.id] else { continue }
            sorting.take(
                recipient, edition, last: last[recipient.id],
                byPhone: told.isSource(of: edition, to: recipient.id))
        }
        self.notice = notice
        differences = sorting.differences
        recipients = sorting.recipients
        underWay = sorting.underWay
        unknown = sorting.unknown
        outOfReach =
            sorting.outOfReach
            + held.keys.filter { convocation.recipient($0) == nil }.sorted()
    }

    /// How many of those who get a correction have no mail address.
    package var byPhone: Int { recipients.count { !$0.contact.hasEmail } }

    /// What everybody holds, by mail or by telephone.
    private static func held(
        _ conference: Conference, _ told: ToldByTelephone, _ reader: LedgerReader
    ) throws(LedgerFailure) -> [String: HeldEdition] {
        let held = try reader.heldEditions(
            in: conference.id, notices: conference.tellingNotices, told: told.deliveries)
        let asked = told.asked.map { ($0, HeldEdition(hash: nil, delivery: 0)) }
        return held.merging(asked) { first, _ in first }
    }

}

extension LedgerReader {
    /// Each recipient's latest delivery of a notice. A text of its case is none by itself.
    func lastDeliveries(
        of notice: String, in conference: String
    ) throws(LedgerFailure) -> [String: Delivery] {
        let all = try deliveries(
            DeliveryFilter(conference: conference, notice: notice), limit: .max)
        return Dictionary(all.filter { $0.channel != .sms }.map { ($0.recipient, $0) }) {
            $0.id > $1.id ? $0 : $1
        }
    }
}

/// Recipients sorted by what is to be done about them.
private struct Sorting {
    var recipients: [Recipient] = []
    var underWay: [Recipient] = []
    var outOfReach: [String] = []
    var unknown: [String] = []

    private let convocation: Convocation
    private let notice: Notice
    private let book: EditionBook
    private let texts: [String: String]
    private var changes: [[String]: [Change]] = [:]
    private var counts: [Change: Int] = [:]
    private var order: [Change] = []

    init(
        _ convocation: Convocation, _ notice: Notice, _ book: EditionBook, _ texts: [String: String]
    ) {
        self.convocation = convocation
        self.notice = notice
        self.book = book
        self.texts = texts
    }

    var differences: [CorrectionOutlook.Difference] {
        order.map { change in
            CorrectionOutlook.Difference(
                words: change.words("en", convocation.conference.timeZone),
                recipients: counts[change] ?? 0)
        }
    }

    /// What somebody was told by telephone and nobody kept is older than what the files say.
    mutating func take(
        _ recipient: Recipient, _ held: HeldEdition, last: Delivery?, byPhone: Bool
    ) {
        guard let now = book.hash(of: recipient.id), held.hash != now else { return }
        if let old = held.hash, let changes = changes(from: old, to: now) {
            if changes.isEmpty { return }
            count(changes)
        } else if !byPhone {
            return unknown.append(recipient.id)
        }
        if !notice.audience.selects(recipient, venues: convocation.conference.venues) {
            outOfReach.append(recipient.id)
        } else if let last, last.state.isPending || last.isRefused(withEdition: now) {
            underWay.append(recipient)
        } else {
            recipients.append(recipient)
        }
    }

    private mutating func count(_ changes: [Change]) {
        for change in changes {
            if counts[change] == nil { order.append(change) }
            counts[change, default: 0] += 1
        }
    }

    /// Nil when the old edition is not known, or was kept by a newer version of Convoke.
    private mutating func changes(from old: String, to new: String) -> [Change]? {
        if let known = changes[[old, new]] { return known }
        guard let before = texts[old].flatMap(Edition.parse), let after = book.editions[new] else {
            return nil
        }
        let found = Edition.changes(from: before, to: after)
        changes[[old, new]] = found
        return found
    }
}

extension Delivery {
    /// Refused when it said the very same: another attempt would be refused again.
    fileprivate func isRefused(withEdition hash: String) -> Bool {
        (state == .failed || state == .bounced) && edition == hash
    }
}
