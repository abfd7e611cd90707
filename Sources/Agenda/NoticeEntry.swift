import ConvokeCore
import Foundation
import YAML

/// An entry of `notices` as it is written: it becomes one notice for each of its moments.
struct NoticeEntry {
    enum Timing {
        case at(Date, Place)
        case leads([(lead: Lead, place: Place)], Lead.Direction)
        /// No moment of its own: for a correction or a cancellation.
        case onDemand
        /// Something about it is wrong, and was reported.
        case broken
    }

    let id: String
    let kind: Notice.Kind
    let template: String
    let audience: Selector?
    let timing: Timing
    let about: (id: String, place: Place)?
    let acknowledgeBy: (moment: Date, place: Place)?
    let urgent: Bool
    let place: Place

    /// The ids of its notices: with several moments each has its own.
    var ids: [String] {
        guard case .leads(let leads, _) = timing, leads.count > 1 else { return [id] }
        return leads.map { "\(id)@\($0.lead.text)" }
    }
}

extension ConferenceReading {
    mutating func notices(_ anchors: Anchors) -> [Notice] {
        let mappings = root.mappings("notices", into: &problems)
        let entries = compact(mappings) { reading, entry in reading.notice(entry) }
        var plan = NoticePlan(entries, anchors: anchors, declared: declared, zone: zone)
        let notices = plan.notices()
        problems += plan.problems
        return notices
    }

    private mutating func notice(_ entry: Mapping) -> NoticeEntry? {
        let id = id(of: entry, in: .notices)
        let kind = entry.choice("kind", of: Notice.Kind.self, into: &problems)
        let template = entry.identifier("template", into: &problems)
        let audience = entry.selector("for", .optional, into: &problems)
        let timing = timing(entry, kind)
        let about = entry.text("about", .optional, into: &problems)
        let acknowledgeBy = moment("acknowledge_by", .optional, of: entry)
        let urgent = entry.bool("urgent", .optional, into: &problems)
        entry.finish(into: &problems)
        guard let id, let kind, let template else { return nil }
        return NoticeEntry(
            id: id, kind: kind, template: template, audience: audience, timing: timing,
            about: about.map { ($0, entry.place(of: "about")) },
            acknowledgeBy: acknowledgeBy.map { ($0, entry.place(of: "acknowledge_by")) },
            urgent: urgent ?? false, place: entry.place)
    }

    private mutating func timing(_ entry: Mapping, _ kind: Notice.Kind?) -> NoticeEntry.Timing {
        let keys = ["at", "before", "after"].filter(entry.has)
        if keys.count > 1 {
            problems.append(.severalTimings(keys, at: entry.place(of: keys[1])))
        }
        let at = moment("at", .optional, of: entry)
        let before = leads("before", of: entry)
        let after = leads("after", of: entry)
        switch keys {
        case ["at"]: return at.map { .at($0, entry.place(of: "at")) } ?? .broken
        case ["before"]: return before.map { .leads($0, .before) } ?? .broken
        case ["after"]: return after.map { .leads($0, .after) } ?? .broken
        case []:
            if kind == .correction || kind == .cancellation { return .onDemand }
            if kind != nil { problems.append(.noMoment(at: entry.place)) }
            return .broken
        default: return .broken
        }
    }

    private mutating func leads(
        _ key: String, of entry: Mapping
    ) -> [(lead: Lead, place: Place)]? {
        guard let field = entry.field(key, .optional, into: &problems) else { return nil }
        var leads: [(lead: Lead, place: Place)] = []
        for value in field.oneOrMore(into: &problems) {
            guard let lead = value.lead(into: &problems) else { continue }
            if leads.contains(where: { $0.lead.text == lead.text }) {
                problems.append(.sameLeadTwice(lead.text, at: value.place))
            } else {
                leads.append((lead, value.place))
            }
        }
        if field.isList, leads.isEmpty { problems.append(.noMoment(at: field.place)) }
        return leads.isEmpty ? nil : leads
    }
}

extension Field {
    fileprivate func lead(into problems: inout [Problem]) -> Lead? {
        parsed(
            "This is not a length of time", expected: "such as 15m, 24h, 2d or 1d12h",
            fix: "Write a number and a unit: s, m, h or d.", into: &problems,
            parse: Lead.init(parsing:))
    }
}
