import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("Looking after the ledger")
struct LedgerPassTests {
    @Test("before there is one: nothing to check, nothing to copy, and none is made")
    func none() async throws {
        let office = try await SmallOffice(["office@venue.example"])
        let pass = LedgerPass(try office.open())
        #expect(try pass.verify() == nil)
        #expect { try pass.backup(to: office.root.path + "/copy.sqlite") } throws: { error in
            (error as? Problems)?.list.first?.what == "There is no ledger yet"
        }
        #expect(!FileManager.default.fileExists(atPath: office.ledgerPath))
        try await office.close()
    }

    @Test("a copy holds what was sent, and never takes the place of a file")
    func backup() async throws {
        let office = try await SmallOffice(["office@venue.example", "refused+1@venue.example"])
        try await office.send()
        let pass = LedgerPass(try office.open())
        let copy = office.root.path + "/copy.sqlite"
        try pass.backup(to: copy)
        let kept = try LedgerReader.open(at: copy)?.deliveries(
            DeliveryFilter(conference: SmallOffice.conference), limit: .max)
        #expect(try kept == office.deliveries())
        #expect { try pass.backup(to: copy) } throws: { error in
            (error as? Problems)?.list.first?.place == Place(copy)
        }
        #expect(try pass.verify() == [])
        try await office.close()
    }

    @Test("what a dead run left in the air is named until the next run has looked after it")
    func leftInTheAir() async throws {
        let office = try await SmallOffice(["office@venue.example", "refused+1@venue.example"])
        try await office.send()
        let id = try #require(try office.deliveries().last?.id)
        _ = try SettlePass(office.open()).run(
            SettleRequest(conference: SmallOffice.conference, delivery: id, word: .resend))
        try leave(id, office)
        #expect(try LedgerPass(office.open()).verify()?.map(\.rows) == [["delivery \(id)"]])
        try await office.send()
        #expect(try LedgerPass(office.open()).verify() == [])
        try await office.close()
    }

    /// As a run that was killed leaves it: an intent without an end, and nobody who has the lease.
    private func leave(_ id: Int64, _ office: SmallOffice) throws {
        let ledger = try Ledger.open(at: office.ledgerPath)
        let lease = try ledger.takeLease(
            on: SmallOffice.conference, for: .current(command: "test"), clock: .real,
            realNow: Date())
        let writer = LedgerWriter(ledger, lease: lease)
        _ = writer.submit(
            .intent(Intent(delivery: id, session: 1, turn: 1, digest: nil, at: Date())))
        try writer.close()
        try ledger.end(lease, realNow: Date())
        try ledger.close()
    }
}
