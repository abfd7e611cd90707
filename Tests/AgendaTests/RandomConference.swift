import ConvokeCore
import Foundation

/// A conference that nobody would write, for properties that hold for all of them.
struct RandomConference {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next() -> (conference: Conference, recipient: Recipient) {
        let place = Place("c.yaml")
        let venue = Venue(
            id: id(), name: text(), level: "huyen", parent: nil, address: text(), place: place)
        let conference = Conference(
            id: "c", title: text(), convener: text(), timeZone: .gmt,
            arrive: Span(seconds: number(0...7200)),
            sessions: list { this, id in
                Session(
                    id: id, title: this.text(), start: this.moment(), end: this.moment(),
                    place: place)
            }, venues: VenueTree([venue]),
            documents: list { this, id in
                Document(
                    id: id, title: this.text(),
                    source: this.coin() ? .link(this.text()) : .file(this.text()),
                    audience: this.audience(), place: place)
            },
            lineTests: list { this, id in
                LineTest(
                    id: id, title: this.text(), at: this.moment(), audience: this.audience(),
                    call: this.list { $1 }, place: place)
            },
            obligations: list { this, id in
                Obligation(
                    id: id, title: this.text(), due: this.moment(), audience: this.audience(),
                    reportTo: this.list { $1 }, place: place)
            },
            requests: list { this, id in
                Request(id: id, text: this.text(), audience: this.audience(), place: place)
            }, notices: [], ladder: [], duty: nil, recipientList: "r.csv", place: place)
        let contact = Contact(id: "r", name: text(), groups: ["g"], place: place)
        return (
            conference, Recipient(contact: contact, role: .invited, venue: coin() ? venue : nil)
        )
    }

    private mutating func coin() -> Bool { Bool.random(using: &random) }
    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private mutating func moment() -> Date {
        Date(timeIntervalSince1970: Double(number(0...4_000_000_000)))
    }

    private mutating func audience() -> Selector {
        [.all, .group("g"), .group("h")].randomElement(using: &random) ?? .all
    }

    private mutating func id() -> String { "id-\(number(0...9999))" }

    /// Up to three, with different ids.
    private mutating func list<Item>(
        _ make: (inout RandomConference, String) -> Item
    ) -> [Item] {
        let ids = Set((0..<number(0...3)).map { _ in id() })
        return ids.sorted().map { make(&self, $0) }
    }

    private mutating func text() -> String {
        let pieces = [
            "Hội nghị", " ", "\"", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{7F}", "\u{2028}", "/",
            "e\u{301}", "\u{301}", "🇻🇳", "[", "]", ",", "“", "&amp;", "\u{1F468}\u{200D}\u{1F469}",
        ]
        return (0..<number(0...6)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }
}
