import ConvokeCore
import Testing

@testable import Engine

@Suite("Who has been reached, by venue and tier")
struct CoverageTests {
    private static let hall = LedgerSketch.venue("hall", level: "centre", in: nil)
    private static let north = LedgerSketch.venue("north", level: "district", in: "hall")
    private static let farm = LedgerSketch.venue("farm", level: "village", in: "north")
    private static let south = LedgerSketch.venue("south", level: "district", in: "hall")
    private static let tree = VenueTree([hall, north, farm, south])

    private static func account(_ reach: [String: Reach]) -> CoverageAccount {
        let people = [
            LedgerSketch.recipient("a", at: hall), LedgerSketch.recipient("b", at: north),
            LedgerSketch.recipient("c", at: north), LedgerSketch.recipient("d", at: farm),
            LedgerSketch.recipient("e", at: nil),
        ]
        return CoverageAccount(tree, people) { reach[$0] ?? .ahead }
    }

    @Test("a venue is reached when anybody there is, and every sum is the sum of its parts")
    func sums() throws {
        let account = Self.account([
            "a": .answered, "b": .missed, "c": .reached, "d": .missed, "e": .waiting,
        ])
        let root = try #require(account.roots.first)
        #expect(account.roots.count == 1)
        #expect(root.coverage.total == 3)
        #expect(root.coverage.reached == 2)
        #expect(root.coverage[.missed] == 1)
        #expect(root.coverage[.nobody] == 1)
        let north = try #require(root.children.first)
        #expect(north.reach == .reached)
        #expect(north.coverage.reached == 1)
        #expect(north.people.map(\.reach) == [.missed, .reached])
        #expect(account.venues == root.coverage)
        #expect(account.people.total == 5)
    }

    @Test("tiers come from the top, and those without a venue come last")
    func tiers() {
        let account = Self.account(["e": .missed])
        #expect(account.tiers.map(\.level) == ["centre", "district", "village", nil])
        #expect(account.tiers.map(\.people.total) == [1, 2, 1, 1])
        #expect(account.tiers.last?.people[.missed] == 1)
        #expect(account.tiers[1].venues.total == 1)
    }

    @Test("a copy for the file counts nowhere, and its venue has nobody")
    func copies() throws {
        let archive = Recipient(
            contact: Contact(
                id: "archive", name: "Archive", language: "en", place: LedgerSketch.place),
            role: .file, venue: Self.south)
        let people = [LedgerSketch.recipient("a", at: Self.hall), archive]
        let account = CoverageAccount(Self.tree, people) { _ in .reached }
        #expect(account.people.total == 1)
        #expect(account.venues.total == 1)
        #expect(account.tiers[1].people.total == 0)
        let south = try #require(account.roots.first?.children.last)
        #expect(south.reach == .nobody)
        #expect(south.people.map(\.name) == ["Archive"])
    }

    @Test("a chain of ten thousand venues, and venues in a circle, come once each")
    func depth() {
        let chain = (0..<10_000).map { number in
            LedgerSketch.venue(
                "v\(number)", level: "x", in: number == 0 ? nil : "v\(number - 1)")
        }
        let circle = [
            LedgerSketch.venue("one", level: "x", in: "two"),
            LedgerSketch.venue("two", level: "x", in: "one"),
        ]
        let account = CoverageAccount(VenueTree(chain + circle), []) { _ in .ahead }
        #expect(account.roots.reduce(0) { $0 + $1.coverage[.nobody] } == 10_002)
        #expect(account.venues[.nobody] == 10_002)
    }

    @Test("the best that can be said of somebody is said")
    func reach() {
        var sketch = LedgerSketch()
        sketch.mail("reached", .accepted, tries: [(0, .accepted)])
        sketch.mail("answered", .failed, tries: [(0, .refused)])
        sketch.answer("answered", Answer.invitation, at: 5)
        sketch.mail("undone", .failed, tries: [(0, .refused)])
        sketch.answer("undone", Answer.invitation, at: 5, isUndone: true)
        sketch.mail("waived", .bounced, tries: [(0, .accepted)])
        sketch.answer("waived", Answer.invitation, .waive, at: 5)
        sketch.mail("waiting", .deferred, tries: [(0, .deferred)])
        sketch.mail("too-late", .deferred, tries: [(0, .deferred)], usefulFor: 10)
        let called = sketch.mail("called", .failed, tries: [(0, .refused)])
        sketch.call("called", delivery: called, opened: 1, made: 20, .promised)
        sketch.mail("rings", .failed, tries: [(0, .refused)])
        sketch.call("rings", opened: 1, made: 20, .noAnswer)
        // A gateway's word that it took a text is no word of the phone's.
        sketch.mail("texted", .failed, tries: [(0, .refused)])
        sketch.mail("texted", .accepted, channel: .sms, tries: [(5, .accepted)])
        let index = sketch.index()
        let expected: [String: Reach] = [
            "reached": .reached, "answered": .answered, "undone": .missed, "waived": .missed,
            "waiting": .waiting, "too-late": .missed, "called": .reached, "rings": .waiting,
            "texted": .missed, "unknown": .ahead,
        ]
        for (recipient, reach) in expected {
            #expect(index.reach(of: recipient) == reach, "\(recipient)")
        }
    }
}
