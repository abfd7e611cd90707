import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("A person's word on a delivery")
struct SettlePassTests {
    private func settle(
        _ office: SmallOffice, _ id: Int64, _ word: Settlement, in conference: String? = nil
    ) throws -> Delivery {
        try SettlePass(office.open()).run(
            SettleRequest(
                conference: conference ?? SmallOffice.conference, delivery: id, word: word,
                note: "by telephone"))
    }

    @Test(
        "that it arrived, or was dealt with, ends what needs somebody",
        arguments: [
            (Settlement.arrived, DeliveryState.delivered), (.handled, .failed),
        ])
    func ends(word: Settlement, state: DeliveryState) async throws {
        let office = try await SmallOffice(["refused+1@venue.example"])
        #expect(try await office.send().status == .needsPerson)
        let id = try #require(try office.deliveries().first?.id)
        #expect(try settle(office, id, word).state == state)
        #expect(try await office.send().status == .allWell)
        try await office.close()
    }

    @Test("that it is to be sent again sends it with the next run")
    func resend() async throws {
        let office = try await SmallOffice(["refused+1@venue.example"])
        try await office.send()
        let id = try #require(try office.deliveries().first?.id)
        #expect(try settle(office, id, .resend).possibleDuplicate == false)
        #expect(try await office.send().progress.refused == 1)
        try await office.close()
    }

    @Test("on what needs nobody, or does not exist, is a slip and changes nothing")
    func slips() async throws {
        let office = try await SmallOffice(["office@venue.example"])
        #expect(throws: Problems.self) { try settle(office, 1, .handled) }
        #expect(!FileManager.default.fileExists(atPath: office.ledgerPath))
        try await office.send()
        let before = try office.deliveries()
        for id in [before[0].id, 77] {
            for word in Settlement.allCases {
                #expect { try settle(office, id, word) } throws: { error in
                    (error as? Problems)?.status == .usage
                }
            }
        }
        #expect(try office.deliveries() == before)
        try await office.close()
    }
}
