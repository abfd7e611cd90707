import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("The list of deliveries", .timeLimit(.minutes(5)))
struct DeliveryListTests {
    private static let now = Date()
    /// More than are read at once, of each of two notices.
    private static let count = 6_500

    /// Nobody is sent anything: deliveries are only planned.
    private func withMany(_ body: (SmallOffice, Ledger) throws -> Void) async throws {
        let office = try await SmallOffice(["one@north.example"])
        let ledger = try Ledger.open(at: office.ledgerPath)
        for notice in ["invitation", "papers"] {
            _ = try ledger.plan(
                (0..<Self.count).map { Self.planned($0, notice) }, at: Self.now, clock: .real)
        }
        try body(office, ledger)
        try ledger.close()
        try await office.close()
    }

    private static func planned(_ number: Int, _ notice: String) -> PlannedDelivery {
        PlannedDelivery(
            conference: SmallOffice.conference, notice: notice, recipient: "r\(number)",
            name: "Office \(number)", venue: nil, channel: .email,
            address: "r\(number)@north.example", revision: 1, dueAt: now,
            handOverAt: now + 3600, lastUsefulAt: now + 7200)
    }

    private func report(
        _ office: SmallOffice, notice: String? = nil, _ states: Set<DeliveryState> = []
    ) throws -> StatusReport {
        try StatusPass(try office.open()).run(
            StatusRequest(
                conference: SmallOffice.conference, notice: notice, states: states,
                listsDeliveries: true))
    }

    @Test("has each of very many once, notice by notice, however it is narrowed")
    func complete() async throws {
        try await withMany { office, ledger in
            let all = try #require(try report(office).deliveries?.all()).map(\.delivery)
            #expect(all.map(\.id) == Array(1...Int64(2 * Self.count)))
            _ = try ledger.sweep(.cancel, .deliveries([7, 6_600]), at: Self.now)
            let waiting = try #require(try report(office, [.queued]).deliveries?.all())
            #expect(waiting.count == 2 * Self.count - 2)
            let few = try #require(try report(office, [.cancelled]).deliveries?.all())
            #expect(few.map(\.delivery.id) == [7, 6_600])
            let papers = try #require(try report(office, notice: "papers").deliveries?.all())
            #expect(papers.count == Self.count)
        }
    }

    @Test("is empty before there is a ledger, and whoever asks leaves nothing behind")
    func beforehand() async throws {
        let office = try await SmallOffice(["one@north.example"])
        #expect(try report(office).deliveries?.all().isEmpty == true)
        for name in ["secrets", "ledger.sqlite"] {
            let path = office.root.appending(path: name).path
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        try await office.close()
    }

    @Test("is read while it is shown: what changes meanwhile is shown as it became")
    func current() async throws {
        try await withMany { office, ledger in
            let list = try #require(try report(office).deliveries)
            var last: Delivery?
            try list.forEach { status in
                if last == nil {
                    let end = Int64(2 * Self.count)
                    _ = try ledger.sweep(.cancel, .deliveries([end]), at: Self.now)
                }
                last = status.delivery
            }
            #expect(last?.state == .cancelled)
        }
    }

    @Test("is the same in JSON, which is one document although it is written in pieces")
    func json() async throws {
        struct Document: Decodable {
            struct Entry: Decodable { let id: Int64 }
            let conference: String
            let deliveries: [Entry]?
            let tick: String
        }
        func document(_ report: StatusReport) throws -> Document {
            var text = ""
            try report.writeJSON { text += $0 }
            return try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        }
        try await withMany { office, _ in
            let all = try document(try report(office))
            #expect(all.deliveries?.map(\.id) == Array(1...Int64(2 * Self.count)))
            #expect(all.conference == SmallOffice.conference && all.tick == "regular")
            #expect(try document(try report(office, [.failed])).deliveries?.isEmpty == true)
        }
    }
}
