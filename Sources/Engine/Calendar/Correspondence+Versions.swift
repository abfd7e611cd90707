import Agenda
import Calendar
import ConvokeCore
import Foundation
import LedgerStore

extension Correspondence {
    /// The version of the entries in a letter: how many times the recipient was written to before it
    /// with entries, another address for the same letter not counted.
    ///
    /// It follows from what was planned before the delivery and never changes afterwards, so that a
    /// resend has the same one and each later letter a higher one.
    func sequence(of delivery: Delivery) throws(LedgerFailure) -> Int {
        if try isFirst(delivery) { return 0 }
        let earlier = try carriers(for: delivery.recipient).filter { $0.id < delivery.id }
        return Set(earlier.map(Letterhead.init))
            .subtracting([Letterhead(delivery)]).count
    }

    /// What was sent about an entry, for ``ReplyDecision``; nil when nothing was, or what it said is not
    /// known any more.
    func sent(
        _ subject: CalendarSubject, to recipient: String, uid: String
    ) throws(LedgerFailure) -> SentEntry? {
        let carriers = try carriers(for: recipient)
        let told = carriers.filter { $0.edition != nil && $0.attempts > 0 }
        let texts = try reader.editionTexts(Set(told.compactMap(\.edition)))
        var versions: [SentVersion] = []
        for delivery in told {
            guard let edition = delivery.edition.flatMap({ texts[$0] }).flatMap(Edition.parse)
            else { continue }
            let earlier = Set(carriers.filter { $0.id < delivery.id }.map(Letterhead.init))
            versions.append(
                SentVersion(
                    sequence: earlier.subtracting([Letterhead(delivery)]).count, edition: edition))
        }
        return SentVersion.entry(subject, uid: uid, in: versions)
    }

    /// The letters with entries that were planned for a recipient, in that order.
    private func carriers(for recipient: String) throws(LedgerFailure) -> [Delivery] {
        try reader.deliveries(
            DeliveryFilter(conference: conference, recipients: [recipient]), limit: .max
        )
        .filter { $0.channel == .email && carrying.contains($0.notice) }
        .sorted { $0.id < $1.id }
    }

    /// What makes a letter another one for the recipient's calendar.
    private struct Letterhead: Hashable {
        let notice: String
        let revision: Int

        init(_ delivery: Delivery) {
            notice = delivery.notice
            revision = delivery.revision
        }
    }
}

/// One version that a recipient was sent.
struct SentVersion: Hashable {
    let sequence: Int
    let edition: Edition

    /// The last version of one entry, and since when it has been at that time and place. `versions` are
    /// in the order in which they were sent.
    static func entry(
        _ subject: CalendarSubject, uid: String, in versions: [SentVersion]
    ) -> SentEntry? {
        guard let last = versions.last, let place = last.place(of: subject) else { return nil }
        let same = versions.reversed().prefix { $0.place(of: subject) == place }
        return SentEntry(
            uid: uid, sequence: last.sequence,
            unchangedSince: same.last?.sequence ?? last.sequence)
    }

    private struct TimeAndPlace: Hashable {
        let moments: [Date]
        let site: Edition.Site?
    }

    /// The entry's moments and the recipient's venue; nil when it was not part of what was told.
    private func place(of subject: CalendarSubject) -> TimeAndPlace? {
        edition.items.first { CalendarSubject($0) == subject }
            .map { TimeAndPlace(moments: $0.moments, site: edition.site) }
    }
}
