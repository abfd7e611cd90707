import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("The timeline")
struct TimelineTests {
    private func entries(now: String) throws -> [Timeline.Entry] {
        let draft = try #require(
            readConference(sampleConference, file: "conferences/van-hoa-2021.yaml").draft)
        let venues = ["tinh", "huyen", "huyen"].enumerated().map { index, level in
            Venue(
                id: "v\(index)", name: "", level: level, parent: nil, address: "",
                place: Place("v.csv", row: index + 2))
        }
        let conference = draft.conference(venues: VenueTree(venues))
        let recipients = venues.map { venue in
            Recipient(
                contact: contact(venue.id, groups: venue.level == "tinh" ? ["ky-thuat"] : []),
                role: .invited, venue: venue)
        }
        return Timeline.entries(conference, recipients: recipients, now: at(now))
    }

    @Test("is in the order of the moments, with counts")
    func order() throws {
        let entries = try entries(now: "2021-11-01T00:00")
        #expect(
            entries.map(\.notice.id) == [
                "giay-moi", "tai-lieu", "nhac-dang-ky@24h", "nhac-chay-thu@18h", "nhac-dang-ky@3h",
                "nhac-chay-thu@1h", "nhac-dang-ky@30m", "nhac-chay-thu@15m",
            ])
        #expect(entries.map(\.recipients) == [3, 3, 2, 1, 2, 1, 2, 1])
        #expect(entries.first?.handOver == at("2021-11-24T07:05"))
        #expect(entries.first?.lastUseful == at("2021-11-24T07:45"))
        #expect(entries.first?.moment == at("2021-11-19T08:00"))
        #expect(entries.map(\.standing) == [.next] + Array(repeating: .later, count: 7))
    }

    @Test("tells what is past, due, next and later")
    func standing() throws {
        let entries = try entries(now: "2021-11-23T08:00")
        #expect(
            entries.map(\.standing) == [.due, .due, .due, .due, .due, .due, .next, .later])
        let afterwards = try self.entries(now: "2021-11-23T09:01")
        #expect(afterwards.map(\.standing) == [.due, .due] + Array(repeating: .past, count: 6))
    }

    @Test("a moment that is now has come, and a last useful moment that is now has not passed")
    func edges() throws {
        #expect(try entries(now: "2021-11-19T08:00").first?.standing == .due)
        #expect(try entries(now: "2021-11-24T07:45").first?.standing == .due)
        #expect(try entries(now: "2021-11-24T07:46").first?.standing == .past)
    }

    @Test("two at the same moment are both next, in the order of the file")
    func together() throws {
        let text =
            leastConference + "\n  - {id: n2, kind: documents, template: t, at: 2021-11-19T08:00}"
        let conference = try #require(readConference(text).draft).conference()
        let entries = Timeline.entries(conference, recipients: [], now: at("2021-11-01T00:00"))
        #expect(entries.map(\.notice.id) == ["n1", "n2"])
        #expect(entries.map(\.standing) == [.next, .next])
        #expect(entries.map(\.recipients) == [0, 0])
    }

    @Test("leaves out what goes out only on demand")
    func onDemand() throws {
        let text = leastConference + "\n  - {id: n2, kind: cancellation, template: t}"
        let conference = try #require(readConference(text).draft).conference()
        let entries = Timeline.entries(conference, recipients: [], now: at("2021-11-01T00:00"))
        #expect(entries.map(\.notice.id) == ["n1"])
    }
}
