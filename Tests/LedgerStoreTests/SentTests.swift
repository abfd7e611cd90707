import ConvokeCore
import Crypto
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("What was sent")
struct SentTests {
    private let bench: Workbench
    private let mould = Mould(
        fixed: Array("Kính gửi , mã  và \r\n".utf8),
        parts: [
            .fixed(0..<11), .value(0), .fixed(11..<18), .value(1), .fixed(18..<23), .value(0),
            .attachment(0), .fixed(23..<25),
        ],
        attachments: [.init(Array(repeating: 65, count: 9000))], valueCount: 2)

    init() throws { bench = try Workbench() }

    private func message(_ name: String, _ code: String) -> Message {
        let bytes = Array(name.utf8) + Array(code.utf8)
        return mould.message(
            MouldValues(bytes: bytes, ends: [name.utf8.count, bytes.count]), isSevenBit: false)
    }

    private func intent(
        _ delivery: Delivery, _ content: SentContent, _ bytes: [UInt8], turn: Int
    ) -> LedgerChange {
        .intent(
            Intent(
                delivery: delivery.id, session: 1, turn: turn,
                digest: Array(SHA256.hash(data: bytes).prefix(16)), content: content,
                at: Workbench.now))
    }

    private func send(
        _ all: [(Delivery, Message)], _ outcome: Outcome = .accepted
    ) throws {
        let lease = try bench.lease()
        let writer = LedgerWriter(bench.ledger, lease: lease)
        for (index, (delivery, message)) in all.enumerated() {
            _ = writer.submit(
                intent(delivery, SentContent(message), message.bytes, turn: index + 1))
            _ = writer.submit(.ended(delivery, outcome))
        }
        try writer.close()
        try bench.ledger.end(lease, realNow: Date())
    }

    private func shown() throws -> [SentMessage] {
        var all: [SentMessage] = []
        try bench.ledger.reader.showEvidence(of: Workbench.conference) { view in
            try view.messages { all.append($0) }
        }
        return all
    }

    private func bytes(_ message: SentMessage) -> [UInt8]? {
        if case .bytes(let bytes) = message.content { bytes } else { nil }
    }

    @Test("is put together again byte for byte; what is shared is kept once, by all runs")
    func again() throws {
        let planned = try bench.plan(4)
        let messages = planned.map { message($0.name, "M\($0.id)") }
        try send(Array(zip(planned, messages).prefix(2)))
        try send(Array(zip(planned, messages).dropFirst(2)))
        #expect(try shown().map { bytes($0) } == messages.map(\.bytes))
        #expect(try bench.number("SELECT count(*) FROM shared") == 2)
        try bench.expectSound()
    }

    @Test("is kept as a whole where there was no mould")
    func whole() throws {
        let planned = try bench.plan(1)
        try send([(planned[0], Message(chunks: [.init([1, 2, 0, 3])], isSevenBit: true))])
        #expect(try shown().map { bytes($0) } == [[1, 2, 0, 3]])
        try bench.expectSound()
    }

    @Test("is kept once for all tries with the same bytes, and again for other bytes")
    func tries() throws {
        let delivery = try bench.plan(1)[0]
        for text in ["một", "một", "hai", "một"] {
            try send([(delivery, message(text, "x"))], .deferred)
        }
        let all = try shown()
        #expect(all.map(\.number) == [1, 3, 4])
        #expect(all.map { bytes($0) } == ["một", "hai", "một"].map { message($0, "x").bytes })
        try bench.expectSound()
    }

    @Test("is not kept for an intent that came too late")
    func overtaken() throws {
        let delivery = try bench.plan(1)[0]
        _ = try bench.ledger.sweep(.cancel, .deliveries([delivery.id]), at: Workbench.now)
        let lease = try bench.lease()
        let writer = LedgerWriter(bench.ledger, lease: lease)
        let message = message("a", "b")
        _ = try writer.wait(
            writer.submit(intent(delivery, SentContent(message), message.bytes, turn: 1)))
        try writer.close()
        #expect(try shown().isEmpty)
    }

    @Test("is in the chain: the row of which one byte was changed is named, and no message shown")
    func changed() throws {
        let planned = try bench.plan(2)
        try send([(planned[0], message(planned[0].name, "M"))])
        try send([(planned[1], message(planned[1].name, "M"))])
        let row = try bench.number(
            "SELECT max(number) FROM journal WHERE instr(lines, CAST('phòng 1' AS BLOB))")
        try forge(
            """
            UPDATE journal SET lines = CAST(replace(lines, 'phòng 1', 'phòng 2') AS BLOB)
            WHERE number = \(row)
            """)
        #expect(try bench.ledger.reader.verify(realNow: Date()).map(\.rows) == [["journal \(row)"]])
        let all = try shown()
        #expect(bytes(all[0]) != nil && bytes(all[1]) == nil)
    }

    @Test("names an attachment of which one byte was changed, and the messages that had it")
    func changedAttachment() throws {
        let planned = try bench.plan(1)
        try send([(planned[0], message("a", "M"))])
        try forge(
            """
            UPDATE shared SET bytes = CAST('B' || substr(bytes, 2) AS BLOB)
            WHERE length(bytes) = 9000
            """)
        #expect(
            try bench.ledger.reader.verify(realNow: Date()).map(\.rows)
                == [["shared 1"]])
        #expect(try shown().map { bytes($0) } == [nil])
    }

    @Test("says when only a digest is known")
    func older() throws {
        try bench.deliver([(try bench.plan(1)[0], .accepted)])
        let message = try #require(try shown().first)
        #expect(message.digest == [UInt8](repeating: 7, count: 16))
        guard case .notKept = message.content else {
            Issue.record("\(message.content)")
            return
        }
    }

    private func forge(_ sql: String) throws {
        let file = try DatabaseQueue(path: bench.path)
        try file.write { database in
            try database.forge { try database.execute(sql: sql) }
        }
        try file.close()
    }
}
