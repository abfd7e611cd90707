import ConvokeCore
import Foundation
import LedgerStore

/// The report as tables for the office's own work: the first row of each names its columns.
package struct ReportTables {
    private let report: ConferenceReport

    package init(_ report: ConferenceReport) {
        self.report = report
    }

    /// By the name of their file.
    package var files: [(name: String, rows: [[String]])] {
        [
            ("deliveries.csv", deliveries), ("answers.csv", answers), ("calls.csv", calls),
            ("venues.csv", venues),
        ]
    }

    package var deliveries: [[String]] {
        let head = [
            "id", "notice", "recipient", "name", "venue", "venue_name", "channel", "address",
            "revision", "state", "reason", "reply", "attempts", "possible_duplicate", "planned_at",
            "updated_at", "failed_at", "resolution", "resolved_at", "minutes",
        ]
        let failures = Dictionary(report.failures.map { ($0.delivery, $0) }) { first, _ in first }
        return [head]
            + report.records.deliveries.map { row in
                let failure = failures[row.id]
                let fixed = [
                    String(row.id), row.notice, row.recipient, row.name, row.venue ?? "",
                    row.venue.map(report.name(ofVenue:)) ?? "", row.channel.rawValue, row.address,
                    String(row.revision), row.state.rawValue, row.reason?.rawValue ?? "",
                    row.reply ?? "", String(row.attempts), row.possibleDuplicate ? "yes" : "no",
                ]
                return fixed + [
                    moment(row.plannedAt), moment(row.updatedAt), moment(failure?.since),
                    failure?.resolution.rawValue ?? "", moment(failure?.resolvedAt),
                    failure?.duration.map { String(Int($0 / 60)) } ?? "",
                ]
            }
    }

    package var answers: [[String]] {
        let head = [
            "id", "about", "party_kind", "party", "party_name", "recipient", "name", "answer",
            "way", "by", "note", "at", "taken_back",
        ]
        return [head]
            + report.records.answers.map { record in
                let answer = record.answer
                return [
                    String(record.id), answer.about, answer.party.kind.rawValue, answer.party.id,
                    report.name(of: answer.party), answer.recipient,
                    report.name(ofContact: answer.recipient), answer.word.rawValue,
                    answer.way.rawValue, answer.byWhom ?? "", answer.note ?? "",
                    moment(answer.at), record.isUndone ? "yes" : "no",
                ]
            }
    }

    package var calls: [[String]] {
        let head = [
            "id", "case", "cause", "about", "recipient", "name", "contact", "contact_name",
            "channel", "numbers", "begun_at", "call_by", "state", "taken_by", "outcome",
            "outcome_at", "note", "case_spoken_at", "case_ending",
        ]
        return [head]
            + report.records.cases.flatMap { one in
                one.steps.map { step in
                    let who = [
                        String(step.id), String(one.id), one.plan.cause.rawValue, one.plan.about,
                        one.plan.recipient, report.name(ofContact: one.plan.recipient),
                        step.contact, report.name(ofContact: step.contact), step.channel.rawValue,
                        step.numbers.joined(separator: "; "),
                    ]
                    return who + [
                        moment(step.begunAt), moment(step.callBy), step.state.rawValue,
                        step.takenBy ?? "", step.outcome?.rawValue ?? "", moment(step.outcomeAt),
                        step.note ?? "", moment(one.spokenAt), one.end?.rawValue ?? "",
                    ]
                }
            }
    }

    /// Every venue with its own people, in the order of the tree.
    package var venues: [[String]] {
        let obligations = report.obligations.filter { $0.id != Answer.invitation }
        let head =
            ["venue", "name", "level", "parent", "address", "reach", "people", "people_reached"]
            + obligations.map(\.id)
        let results = obligations.map { obligation in
            Dictionary(obligation.entries.map { ($0.party, $0.result.rawValue) }) { one, _ in one }
        }
        var rows = [head]
        var rest = Array(report.coverage.roots.reversed())
        while let account = rest.popLast() {
            let venue = account.venue
            let reached = account.people.count { $0.reach.isReached }
            let place = [
                venue.id, venue.name, venue.level, venue.parent ?? "", venue.address,
                account.reach.rawValue, String(account.people.count), String(reached),
            ]
            rows.append(place + results.map { $0[.venue(venue.id)] ?? "" })
            rest += account.children.reversed()
        }
        return rows
    }

    /// As spreadsheets read it, in the conference's zone.
    private func moment(_ instant: Date?) -> String {
        guard let instant else { return "" }
        let wall = WallTime(instant, in: report.conference.timeZone)
        let pad = { (number: Int) in Instant.pad(number) }
        return "\(Instant.pad(wall.year, 4))-\(pad(wall.month))-\(pad(wall.day))"
            + " \(pad(wall.hour)):\(pad(wall.minute)):\(pad(wall.second))"
    }
}
