import ConvokeCore
import Foundation
import YAML

/// One reading of one conference file, section by section.
struct ConferenceReading {
    let root: Mapping
    var zone: TimeZone
    var problems: [Problem] = []
    /// Whether a session could not be read: then nobody knows when the conference ends.
    var lacksSessions = false
    /// The ids of all entries, also of those that are wrong in something else.
    var declared = Declarations()

    init(root: Mapping, zone: TimeZone) {
        self.root = root
        self.zone = zone
    }

    mutating func draft() -> ConferenceDraft {
        let id = identifier()
        let title = root.text("title", into: &problems)
        let convener = root.text("convener", into: &problems)
        let list = root.field("recipients", into: &problems)?.path(into: &problems)
        zone =
            root.field("timezone", .optional, into: &problems)?.timeZone(into: &problems) ?? zone
        let arrive = root.span("arrive", .optional, into: &problems) ?? Span(seconds: 0)
        let hasCalendar = root.bool("calendar", .optional, into: &problems) ?? true
        let venues = venues()
        let sessions = sessions()
        let documents = documents()
        let lineTests = lineTests()
        let obligations = obligations()
        let requests = requests()
        let anchors = Anchors(
            sessions: sessions, lineTests: lineTests, obligations: obligations, arrive: arrive)
        let notices = notices(anchors)
        let duty = root.text("duty", .optional, into: &problems)
        let ladder = ladder(duty: duty)
        root.finish(into: &problems)
        problems += declared.problems
        if !lacksSessions {
            problems += anchors.problemsAfterTheEnd(lineTests, obligations, places: root.places)
        }
        let conference = Conference(
            id: id ?? "", title: title ?? "", convener: convener ?? "", timeZone: zone,
            arrive: arrive, sessions: sessions, venues: VenueTree([]), documents: documents,
            lineTests: lineTests, obligations: obligations, requests: requests, notices: notices,
            ladder: ladder, duty: duty, recipientList: list ?? "",
            hasCalendar: hasCalendar, place: root.place)
        return ConferenceDraft(conference, venues: venues, places: root.places)
    }

    /// The id names the ledger's rows and the command line's argument, and so must the file.
    private mutating func identifier() -> String? {
        guard let id = root.identifier("id", into: &problems) else { return nil }
        let name = URL(fileURLWithPath: root.place.file).deletingPathExtension().lastPathComponent
        if id != name { problems.append(.idIsNotName(id, file: name, at: root.place(of: "id"))) }
        return id
    }

    /// The id of an entry, kept for the check of doubled ids.
    mutating func id(of entry: Mapping, in section: Declarations.Section) -> String? {
        guard let id = entry.identifier("id", into: &problems) else { return nil }
        declared.add(id, to: section, at: entry.place(of: "id"))
        return id
    }

    /// A wall-clock time of the file as an instant.
    mutating func moment(_ key: String, _ need: Need = .required, of entry: Mapping) -> Date? {
        guard let field = entry.field(key, need, into: &problems),
            let wall = field.wallTime(into: &problems)
        else { return nil }
        if let instant = wall.instant(in: zone) { return instant }
        problems.append(.skippedTime(wall, in: zone, at: field.place))
        return nil
    }
}

/// The ids that a conference file declares, by section: each section is a space of its own.
struct Declarations {
    enum Section: Hashable {
        case venues, sessions, documents, lineTests, obligations, requests, notices
    }

    private var entries: [Section: [(id: String, place: Place)]] = [:]

    mutating func add(_ id: String, to section: Section, at place: Place) {
        entries[section, default: []].append((id, place))
    }

    func ids(_ section: Section) -> [String] { entries[section]?.map(\.id) ?? [] }

    /// Ids that stand twice, and the one that means something else.
    var problems: [Problem] {
        var problems: [Problem] = []
        for (section, list) in entries {
            var first: [String: Place] = [:]
            for (id, place) in list {
                if let before = first[id] {
                    problems.append(.duplicateID(id, at: place, first: before))
                }
                first[id] = first[id] ?? place
                if section == .obligations, id == "invitation" {
                    problems.append(.reservedID(id, at: place))
                }
            }
        }
        return problems
    }
}
