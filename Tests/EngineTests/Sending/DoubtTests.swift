import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("A message of which nobody knows whether it arrived")
struct DoubtTests {
    /// The relay keeps the message and goes dead before it replies.
    private static let doubtful = "drops-after-data+1@venue.example"

    @Test("is resent once with the same bytes, and marked")
    func resent() async throws {
        let office = try await SmallOffice([Self.doubtful])
        let first = try await office.send().progress
        #expect(first.inDoubt == 1 && first.possibleDuplicates == 0)
        #expect(try office.deliveries().map(\.possibleDuplicate) == [false])
        let second = try await office.send().progress
        #expect(second.inDoubt == 1 && second.possibleDuplicates == 1)
        #expect(try await office.send().progress.done == 0)
        let messages = try office.received()
        #expect(messages.count == 2 && messages[0] == messages[1])
        #expect(try office.deliveries().map(\.state) == [.inDoubt])
        #expect(try office.deliveries().map(\.possibleDuplicate) == [true])
        try await office.close()
    }

    @Test("with hold is not resent at all")
    func held() async throws {
        let office = try await SmallOffice([Self.doubtful], onDoubt: "hold")
        try await office.send()
        #expect(try await office.send().progress.done == 0)
        #expect(try office.received().count == 1)
        try await office.close()
    }

    @Test("is not resent when its text was changed meanwhile: a person decides")
    func changed() async throws {
        let office = try await SmallOffice([Self.doubtful, "office@venue.example"])
        try await office.send()
        #expect(try office.received().count == 2)
        try office.writeTemplate("You are invited, and the hall has changed.")
        let report = try await office.send()
        #expect(report.progress.done == 0 && report.status == .needsPerson)
        #expect(report.needPerson.map(\.recipient) == ["r1"])
        #expect(report.needPerson.first?.reply?.hasPrefix("not sent again: its text") == true)
        #expect(try await office.send().progress.done == 0)
        #expect(try office.received().count == 2)
        #expect(try office.deliveries()[0].possibleDuplicate == false)
        #expect(try LedgerPass(office.open()).verify() == [])
        try await office.close()
    }

    @Test("is not resent to somebody who is no longer addressed: a person decides")
    func unaddressed() async throws {
        let office = try await SmallOffice(["office@venue.example", Self.doubtful])
        try await office.send()
        try office.writeBook(["office@venue.example"])
        let report = try await office.send()
        #expect(report.progress.done == 0 && report.needPerson.map(\.recipient) == ["r2"])
        #expect(try office.received().count == 2)
        try await office.close()
    }

    @Test("goes out as it is now when a person says so, marked")
    func settled() async throws {
        let office = try await SmallOffice([Self.doubtful])
        try await office.send()
        try office.writeTemplate("The hall has changed.")
        try await office.send()
        let id = try #require(try office.deliveries().first?.id)
        let word = SettleRequest(
            conference: SmallOffice.conference, delivery: id, word: .resend, note: "asked for it")
        #expect(try SettlePass(office.open()).run(word).state == .queued)
        try await office.send()
        let messages = try office.received().map { String(decoding: $0, as: UTF8.self) }
        #expect(messages.count == 2 && messages[1].contains("The hall has changed."))
        #expect(try office.deliveries().map(\.possibleDuplicate) == [true])
        try await office.close()
    }
}
