import ConvokeCore
import Foundation

/// Turns the entries of `notices` into notices with moments.
///
/// A notice may be counted from another one, so an entry is resolved when somebody asks for it, and
/// the entries on the way are remembered to find circles.
struct NoticePlan {
    private let entries: [NoticeEntry]
    private let anchors: Anchors
    private let subjects: SubjectNames
    private let zone: TimeZone
    private var resolved: [String: [Notice]] = [:]
    private var underWay: [String] = []
    private(set) var problems: [Problem] = []

    init(_ entries: [NoticeEntry], anchors: Anchors, declared: Declarations, zone: TimeZone) {
        self.entries = entries
        self.anchors = anchors
        self.zone = zone
        subjects = SubjectNames(declared, entries)
    }

    /// All notices, in the order of the file. Of two entries with one id the first counts.
    mutating func notices() -> [Notice] {
        var seen = Set<String>()
        var all: [Notice] = []
        for entry in entries where seen.insert(entry.id).inserted {
            all += notices(of: entry)
        }
        return all
    }

    private mutating func notices(of entry: NoticeEntry) -> [Notice] {
        if let known = resolved[entry.id] { return known }
        if let start = underWay.firstIndex(of: entry.id) {
            let circle = underWay[start...] + [entry.id]
            problems.append(.circle(Array(circle), at: entry.about?.place ?? entry.place))
            return []
        }
        underWay.append(entry.id)
        defer { underWay.removeLast() }
        let notices = plan(entry)
        resolved[entry.id] = notices
        return notices
    }

    private mutating func plan(_ entry: NoticeEntry) -> [Notice] {
        guard let basis = basis(of: entry) else { return [] }
        let anchor = basis.anchor
        let lastUseful = anchors.lastUseful(entry.kind, anchor)
        let moments = moments(of: entry, anchor)
        for (moment, place) in moments where moment != .distantFuture {
            guard let lastUseful, moment > lastUseful else { continue }
            problems.append(.tooLate(moment, lastUseful: lastUseful, zone, at: place))
        }
        checkAcknowledgement(entry, moments.map(\.moment))
        return zip(entry.ids, moments).map { id, timed in
            Notice(
                id: id, entry: entry.id, kind: entry.kind, template: entry.template,
                about: anchor?.subject, audience: audience(of: entry, anchor),
                moment: timed.moment, lastUseful: lastUseful ?? .distantFuture,
                acknowledgeBy: entry.acknowledgeBy?.moment, urgent: entry.urgent,
                place: entry.place)
        }
    }

    private func audience(of entry: NoticeEntry, _ anchor: Anchors.Anchor?) -> Selector {
        let usual = entry.kind == .reminder ? anchor?.audience : nil
        return entry.audience ?? usual ?? .all
    }

    private func moments(
        of entry: NoticeEntry, _ anchor: Anchors.Anchor?
    ) -> [(moment: Date, place: Place)] {
        switch entry.timing {
        case .at(let moment, let place): return [(moment, place)]
        case .leads(let leads, let direction):
            guard let anchor else { return [] }
            return leads.map { ($0.lead.moment(direction, anchor.moment, in: zone), $0.place) }
        case .onDemand: return [(.distantFuture, entry.place)]
        case .broken: return []
        }
    }

    /// What an entry is counted from: nothing, when it names nothing and no session could be read.
    private struct Basis {
        let anchor: Anchors.Anchor?
    }

    /// Nil when it names something that is unknown, or could not be read.
    private mutating func basis(of entry: NoticeEntry) -> Basis? {
        guard let about = entry.about else { return Basis(anchor: anchors.beginning) }
        switch subjects.find(about.id) {
        case .failure(let doubt):
            problems.append(.about(about.id, doubt, at: about.place))
            return nil
        case .success(.notice(let id)): return anchor(ofNotice: id).map(Basis.init)
        case .success(let subject): return anchors[subject].map(Basis.init)
        }
    }

    private mutating func anchor(ofNotice id: String) -> Anchors.Anchor? {
        guard let entry = entries.first(where: { $0.ids.contains(id) }),
            let notice = notices(of: entry).first(where: { $0.id == id })
        else { return nil }
        return Anchors.Anchor(
            subject: .notice(id), moment: notice.moment, audience: notice.audience,
            deadline: notice.acknowledgeBy)
    }

    private mutating func checkAcknowledgement(_ entry: NoticeEntry, _ moments: [Date]) {
        guard let (by, place) = entry.acknowledgeBy else { return }
        if entry.kind != .invitation {
            problems.append(.acknowledgesNoInvitation(at: place))
        } else if let start = anchors.start, by > start {
            problems.append(.acknowledgedTooLate(at: place))
        } else if let first = moments.min(), by <= first {
            problems.append(.acknowledgedTooSoon(at: place))
        }
    }
}

/// The names that `about` can refer to.
struct SubjectNames {
    /// Why a name means nothing, or too much.
    enum Doubt: Error {
        case unknown(known: [String])
        case several([String])
        /// The notice has several moments; these are their ids.
        case severalMoments([String])
    }

    private let declared: Declarations
    private let notices: [NoticeEntry]

    init(_ declared: Declarations, _ notices: [NoticeEntry]) {
        self.declared = declared
        self.notices = notices
    }

    func find(_ name: String) -> Result<Notice.Subject, Doubt> {
        var found: [(subject: Notice.Subject, kind: String)] = []
        if declared.ids(.obligations).contains(name) {
            found.append((.obligation(name), "an obligation"))
        }
        if declared.ids(.lineTests).contains(name) {
            found.append((.lineTest(name), "a line test"))
        }
        if declared.ids(.sessions).contains(name) { found.append((.session(name), "a session")) }
        if let entry = notices.first(where: { $0.id == name || $0.ids.contains(name) }) {
            if found.isEmpty, !entry.ids.contains(name) {
                return .failure(.severalMoments(entry.ids))
            }
            found.append((.notice(name), "a notice"))
        } else if declared.ids(.notices).contains(name) {
            found.append((.notice(name), "a notice"))
        }
        if found.count == 1 { return .success(found[0].subject) }
        return .failure(found.isEmpty ? .unknown(known: all) : .several(found.map(\.kind)))
    }

    private var all: [String] {
        declared.ids(.obligations) + declared.ids(.lineTests) + declared.ids(.sessions)
            + notices.flatMap(\.ids)
    }
}
