import Agenda
package import ConvokeCore
package import Foundation
import LedgerStore

/// What one notice came to.
package struct NoticeAccount: Sendable {
    /// How a recipient came to know it, or why not.
    package enum Way: String, Sendable, CaseIterable {
        /// By mail, at the first address.
        case mail
        /// By mail, at a later address or sent again.
        case laterMail = "later_mail"
        case text
        /// Somebody of theirs acknowledged, on the telephone or by answering a text.
        case telephone
        /// They answered, so they know.
        case answer
        /// A person of the office said that it is dealt with.
        case person
        case waiting
        /// Called off, superseded, or done before its turn came.
        case notNeeded = "not_needed"
        case missed
    }

    package let id: String
    package let kind: Notice.Kind
    package let template: String
    /// When it was to go out; nil for one that waits for somebody's word.
    package let moment: Date?
    /// How many recipients were reached by each way.
    package let ways: [Way: Int]
    /// When the first was taken, and the last; nil while none was.
    package let firstTaken: Date?
    package let lastTaken: Date?

    package var recipients: Int { ways.values.reduce(0, +) }
    package var reached: Int {
        [.mail, .laterMail, .text, .telephone, .answer, .person]
            .reduce(0) { $0 + (ways[$1] ?? 0) }
    }
}

extension NoticeAccount {
    /// Of every notice that was planned, or will be; also of those that are no longer in the file.
    static func all(_ conference: Conference, _ index: RecordIndex) -> [NoticeAccount] {
        let planned = Groups(index.records.deliveries, by: \.notice)
        let known = conference.notices + conference.onDemandNotices.filter(\.isBuiltIn)
        let wanted = known.filter { !$0.isOnDemand || planned.contains($0.id) }
        return wanted.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }.map { notice in
            NoticeAccount(notice, planned[notice.id], index)
        }
    }

    private init(
        _ notice: Notice, _ deliveries: Groups<String, Delivery>.Group, _ index: RecordIndex
    ) {
        id = notice.id
        kind = notice.kind
        template = notice.template
        moment = notice.isOnDemand ? deliveries.map(\.plannedAt).min() : notice.moment
        ways = Set(deliveries.map(\.recipient)).reduce(into: [:]) { ways, recipient in
            let own = Array(index.deliveries(to: recipient).filter { $0.notice == notice.id })
            ways[Self.way(own, of: notice, to: recipient, index), default: 0] += 1
        }
        let taken = Array(deliveries.compactMap(index.takenAt))
        firstTaken = taken.min()
        lastTaken = taken.max()
    }

    /// - Parameter deliveries: those of the notice to this recipient, in the order of their ids.
    private static func way(
        _ deliveries: [Delivery], of notice: Notice, to recipient: String, _ index: RecordIndex
    ) -> Way {
        let mails = deliveries.filter { $0.channel == .email }
        if let taken = mails.first(where: { index.takenAt($0) != nil }) {
            return taken.id == mails.first?.id ? .mail : .laterMail
        }
        let taken = deliveries.filter { index.takenAt($0) != nil }
        if taken.contains(where: { $0.channel == .sms }) { return .text }
        if !taken.isEmpty { return .telephone }
        if index.spoken(recipient, about: notice) != nil { return .telephone }
        let answers = index.answers(of: recipient)
        if answers.contains(where: { $0.answer.about == notice.answersAbout && $0.isOwnWord }) {
            return .answer
        }
        if deliveries.contains(where: { index.settled($0) != nil }) { return .person }
        if deliveries.contains(where: index.isUnderWay) { return .waiting }
        let isFailed = deliveries.contains {
            $0.state.needsPerson || $0.state.isPending || index.isLost($0)
        }
        return isFailed ? .missed : .notNeeded
    }
}
