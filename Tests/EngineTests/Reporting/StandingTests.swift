import Contacts
import ConvokeCore
import LedgerStore
import Testing

@testable import Engine

@Suite("Where those stand who have not got a notice")
struct StandingTests {
    private static let north = LedgerSketch.venue("north", level: "district", in: nil)

    private static let people = ["a", "b", "c", "d"].map {
        LedgerSketch.recipient($0, at: $0 == "d" ? nil : north)
    }

    /// Of the convocation of `people`, with these deliveries taken in this order.
    private static func standing(_ deliveries: [Delivery]) -> Standing {
        var problems: [Problem] = []
        var standing = Standing(
            Convocation(
                conference: LedgerSketch.conference(),
                list: RecipientList(recipients: people, overlaps: []),
                book: ContactBook(people.map(\.contact), into: &problems)))
        for delivery in deliveries { standing.take(delivery) }
        return standing
    }

    private static func deliveries(
        _ states: (recipient: String, state: DeliveryState, channel: Channel)...
    ) -> [Delivery] {
        var sketch = LedgerSketch()
        for one in states { sketch.mail(one.recipient, one.state, channel: one.channel) }
        return sketch.records.deliveries
    }

    @Test("who has no mark has got it; those who wait are counted and not kept")
    func marks() {
        let standing = Self.standing(
            Self.deliveries(
                ("a", .queued, .email), ("b", .deferred, .email), ("c", .queued, .call)))
        let marks = Self.people.map { standing.mark(of: $0) }
        #expect(marks == [.waiting, .putOff, .byPhone, nil])
        #expect(standing.named { _ in true }.map(\.recipient) == ["b", "c"])
    }

    @Test("of one recipient the last delivery counts, in whatever order they come")
    func last() {
        let both = Self.deliveries(("a", .failed, .email), ("a", .queued, .email))
        for order in [both, both.reversed()] {
            let standing = Self.standing(order)
            #expect(standing.mark(of: Self.people[0]) == .waiting)
            #expect(standing.named { _ in true }.isEmpty)
        }
    }

    @Test("who is no longer in the convocation is known all the same")
    func strangers() {
        let standing = Self.standing(Self.deliveries(("gone", .bounced, .email)))
        let gone = LedgerSketch.recipient("gone", at: Self.north)
        #expect(standing.mark(of: gone) == .refused)
        #expect(standing.named { $0.state.needsPerson }.map(\.recipient) == ["gone"])
    }

    @Test("tiers count each of them once, those without a venue last")
    func tiers() {
        let standing = Self.standing(
            Self.deliveries(("a", .queued, .email), ("b", .inDoubt, .email)))
        let tiers = SendReport.tiers(
            Self.people, levels: ["district", "village"], marked: standing.mark)
        #expect(tiers.map(\.level) == ["district", ""])
        #expect(tiers.map(\.recipients) == [3, 1])
        #expect(tiers.map(\.accepted) == [1, 1])
        #expect(tiers.map(\.waiting) == [1, 0])
        #expect(tiers.map(\.inDoubt) == [1, 0])
    }
}
