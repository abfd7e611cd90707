import ConvokeCore
import Foundation

extension Edition {
    /// The version of the text below. A text of another version is not read.
    private static let version = "1"

    /// As it is kept: a line for each part, each a JSON array of strings (RFC 8259) that begins with
    /// the part's name; instants in UTC. The same edition has the same bytes always.
    package var text: String {
        let head = [
            ["edition", Self.version], ["conference", title], ["arrive", String(arrive.seconds)],
        ]
        let site = site.map { [["venue", $0.name, $0.address]] } ?? []
        return (head + site + items.map(\.fields)).map { JSONLine.text($0) + "\n" }.joined()
    }

    /// Reads that text; nil when it is none, is cut short, or is of another version.
    package static func parse(_ text: String) -> Edition? {
        guard text.utf8.last == UInt8(ascii: "\n") else { return nil }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n")).map(JSONLine.fields)
        guard lines.first == ["edition", version] else { return nil }
        var reading = EditionReading()
        for line in lines.dropFirst() {
            guard let line, reading.take(line) else { return nil }
        }
        return reading.edition
    }
}

extension Edition.Item {
    fileprivate var fields: [String] {
        [kind.rawValue, id, title] + moments.map(Self.text) + contents
    }

    fileprivate init?(fields: [String]) {
        guard fields.count >= 3, let kind = Kind(rawValue: fields[0]) else { return nil }
        let rest = fields.dropFirst(3)
        let moments = rest.prefix(kind.momentCount).compactMap(Instant.parse)
        guard moments.count == kind.momentCount else { return nil }
        self.init(
            kind: kind, id: fields[1], title: fields[2], moments: moments,
            contents: Array(rest.dropFirst(kind.momentCount)))
    }

    private static func text(_ moment: Date) -> String {
        Instant.text(moment, in: .gmt).replacing("+00:00", with: "Z")
    }
}

/// An edition while its lines are read.
private struct EditionReading {
    private var title: String?
    private var arrive: Span?
    private var site: Edition.Site?
    private var items: [Edition.Item] = []

    /// Nil while a part that every edition has is missing.
    var edition: Edition? {
        guard let title, let arrive else { return nil }
        return Edition(title: title, arrive: arrive, site: site, items: items)
    }

    /// False when the line says nothing that an edition says.
    mutating func take(_ fields: [String]) -> Bool {
        switch (fields.first, fields.count) {
        case ("conference", 2): title = fields[1]
        case ("arrive", 2): arrive = Int(fields[1]).map(Span.init(seconds:))
        case ("venue", 3): site = Edition.Site(name: fields[1], address: fields[2])
        default:
            guard let item = Edition.Item(fields: fields) else { return false }
            items.append(item)
        }
        return true
    }
}
