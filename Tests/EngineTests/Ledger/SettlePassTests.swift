import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

@testable import Engine

@Suite("A person's word on a delivery", .keepsFolders)
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

    @Test("is not that it be sent again when nobody is to hear of it any more")
    func cancelled() async throws {
        var files = OfficeFiles(count: 2)
        files.settings = ["guard: off"]
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await cancel(office, "20T10:00")
            let failed = try await office.deliveries().first {
                $0.notice == "invitation" && $0.state == .failed
            }
            let request = SettleRequest(
                conference: "meeting", delivery: try #require(failed).id, word: .resend)
            let found = try await problems {
                _ = try SettlePass(office.open(at: try at("20T10:01"))).run(request)
            }
            #expect(found.list[0].what.hasPrefix("The conference was called off"))
            #expect(try await office.deliveries().contains { $0 == failed })

            try await reinstate(office, "20T11:00")
            let after = try SettlePass(office.open(at: try at("20T11:01"))).run(request)
            #expect(after.state == .queued)
        }
    }

    @Test("is not that it be sent again when its notice is gone from the file")
    func gone() async throws {
        let office = try await SmallOffice(["refused+1@venue.example"])
        try await office.send()
        let id = try #require(try office.deliveries().first?.id)
        let path = office.root.appending(path: "conferences/small.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
        try Data(text.replacing("id: invitation", with: "id: other").utf8).write(to: path)
        #expect {
            try settle(office, id, .resend)
        } throws: { error in
            (error as? Problems)?.list.first?.found == "invitation"
        }
        #expect(try settle(office, id, .handled).state == .failed)
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
