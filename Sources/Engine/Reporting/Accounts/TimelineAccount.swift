package import ConvokeCore
package import Foundation
import LedgerStore

/// One line of what happened, or is to happen: everything of one kind in a quarter of an hour.
package struct TimelineEntry: Hashable, Sendable {
    package enum Deed: Hashable, Sendable {
        case mails(notice: String, taken: Int, putOff: Int, refused: Int)
        case texts(notice: String, count: Int)
        case returned(notice: String, count: Int)
        case answers(about: String, yes: Int, no: Int)
        case cases(cause: PlannedEscalation.Cause, about: String, count: Int)
        case calls(made: Int, acknowledged: Int)
        case missed(count: Int)
        /// The plan's own moments.
        case notice(String)
        case session(String)
        case lineTest(String)
        case due(String)
        case calledOff
    }

    /// The quarter's beginning; for the plan's own moments the moment itself.
    package let at: Date
    package let deed: Deed
}

extension TimelineEntry {
    static func all(_ conference: Conference, _ index: RecordIndex) -> [TimelineEntry] {
        let records = index.records
        let all =
            plan(conference, records) + sends(index) + returns(index) + answers(records)
            + cases(records)
        // The order of the parts above decides between two of the same moment.
        return all.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private static func plan(
        _ conference: Conference, _ records: ConferenceRecords
    ) -> [TimelineEntry] {
        let notices = conference.notices.filter { !$0.isOnDemand }
            .map { TimelineEntry(at: $0.moment, deed: .notice($0.id)) }
        let tests = conference.lineTests
            .map { TimelineEntry(at: $0.at, deed: .lineTest($0.title)) }
        let sessions = conference.sessions
            .map { TimelineEntry(at: $0.start, deed: .session($0.title)) }
        let dues = conference.obligations.map { TimelineEntry(at: $0.due, deed: .due($0.title)) }
        let off = records.cancelledAt.map { [TimelineEntry(at: $0, deed: .calledOff)] } ?? []
        return notices + tests + sessions + dues + off
    }

    private static func sends(_ index: RecordIndex) -> [TimelineEntry] {
        // What waits is tried again and again: the first time tells enough.
        var waiting = Set<Int64>()
        let ended = index.records.attempts.filter { attempt in
            attempt.outcome != .released
                && (attempt.outcome != .deferred || waiting.insert(attempt.delivery).inserted)
        }
        return grouped(ended, at: \.at) { attempt -> SendKey? in
            index.delivery(attempt.delivery).map {
                SendKey(notice: $0.notice, isText: $0.channel == .sms)
            }
        }.map { start, key, attempts in
            if key.isText {
                return TimelineEntry(
                    at: start, deed: .texts(notice: key.notice, count: attempts.count))
            }
            let taken = attempts.count { $0.outcome == .accepted }
            let refused = attempts.count { $0.outcome == .refused }
            return TimelineEntry(
                at: start,
                deed: .mails(
                    notice: key.notice, taken: taken, putOff: attempts.count - taken - refused,
                    refused: refused))
        }
    }

    private static func returns(_ index: RecordIndex) -> [TimelineEntry] {
        let failed = index.records.remarks.filter { $0.remark.kind == .reportedFailed }
        return grouped(failed, at: \.remark.at) { index.delivery($0.delivery)?.notice }
            .map { TimelineEntry(at: $0, deed: .returned(notice: $1, count: $2.count)) }
    }

    private static func answers(_ records: ConferenceRecords) -> [TimelineEntry] {
        let said = records.answers.filter { $0.counts && $0.isOwnWord }
        return grouped(said, at: \.answer.at) { $0.answer.about }.map { start, about, answers in
            let yes = answers.count { $0.answer.word == .yes }
            return TimelineEntry(
                at: start, deed: .answers(about: about, yes: yes, no: answers.count - yes))
        }
    }

    private static func cases(_ records: ConferenceRecords) -> [TimelineEntry] {
        let begun = grouped(records.cases, at: \.openedAt) {
            CaseKey(cause: $0.plan.cause, about: $0.plan.about)
        }.map { start, key, cases in
            TimelineEntry(
                at: start, deed: .cases(cause: key.cause, about: key.about, count: cases.count))
        }
        let calls = records.cases.flatMap(\.steps)
            .filter { $0.channel == .call && $0.outcomeAt != nil && $0.outcome != .dropped }
        let made = grouped(calls, at: { $0.outcomeAt ?? $0.begunAt }) { _ in 0 }
            .map { start, _, calls in
                TimelineEntry(
                    at: start,
                    deed: .calls(
                        made: calls.count,
                        acknowledged: calls.count { $0.outcome?.isAcknowledgement == true }))
            }
        let lost = records.cases.filter { $0.end == .missed }
        let missed = grouped(lost, at: { $0.endedAt ?? $0.plan.deadline }) { _ in 0 }
            .map { TimelineEntry(at: $0, deed: .missed(count: $2.count)) }
        return begun + made + missed
    }

    /// What happened in the same quarter with the same key, in the order of the first of each.
    private static func grouped<Element, Key: Hashable>(
        _ elements: [Element], at moment: (Element) -> Date, by key: (Element) -> Key?
    ) -> [(Date, Key, [Element])] {
        var order: [SlotKey<Key>] = []
        var groups: [SlotKey<Key>: [Element]] = [:]
        for element in elements {
            guard let key = key(element) else { continue }
            let slot = SlotKey(start: LoadSlot.start(of: moment(element)), key: key)
            if groups[slot] == nil { order.append(slot) }
            groups[slot, default: []].append(element)
        }
        return order.map { ($0.start, $0.key, groups[$0] ?? []) }
    }
}

private struct SlotKey<Key: Hashable>: Hashable {
    let start: Date
    let key: Key
}

private struct SendKey: Hashable {
    let notice: String
    let isText: Bool
}

private struct CaseKey: Hashable {
    let cause: PlannedEscalation.Cause
    let about: String
}
