import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

/// A ledger that has something in each of its tables, and how somebody with another program would
/// change it.
final class FullLedger {
    let bench: Workbench

    init() throws {
        bench = try Workbench()
        let planned = try bench.plan(4)
        try bench.deliver([
            (planned[0], .accepted), (planned[1], .refused), (planned[2], .deferred),
        ])
        _ = try bench.ledger.settle(2, .handled, note: "đã gọi", at: Workbench.now + 9)
        try answers()
        try conference()
        try calls()
        try mails()
        try bench.expectSound()
    }

    var reader: LedgerReader { bench.ledger.reader }

    private func answers() throws {
        let venue = Party.venue("huong-khe")
        _ = try bench.ledger.openObligations(
            [OpenObligation(about: "dang-ky", party: venue)], in: Workbench.conference,
            at: Workbench.now)
        _ = try bench.ledger.answer(
            Answer(
                conference: Workbench.conference, about: "dang-ky", party: venue,
                recipient: "ubnd-hk", word: .yes, way: .hand, note: "qua điện thoại",
                at: Workbench.now))
    }

    private func conference() throws {
        let ledger = bench.ledger
        _ = try ledger.enterEditions(["h1": "08:00 tại hội trường"])
        _ = try ledger.pause(Workbench.conference, by: "Văn thư", at: Workbench.now)
        _ = try ledger.release(
            "giay-moi", in: Workbench.conference, by: "Văn thư", at: Workbench.now)
        _ = try ledger.renewTerm(
            of: "giay-moi", in: Workbench.conference, lastUseful: Workbench.now + 99)
        try ledger.recordTick(of: Workbench.conference, at: Workbench.now, fingerprint: "a1")
        try ledger.recordAudience(["giay-moi": 4], of: Workbench.conference, at: Workbench.now)
    }

    private func calls() throws {
        let ledger = bench.ledger
        _ = try ledger.openEscalations(
            [
                PlannedEscalation(
                    conference: Workbench.conference, cause: .mail, about: "giay-moi",
                    recipient: "ubnd-1", party: .recipient("ubnd-1"), delivery: 2,
                    why: "mail refused", ladder: "call", since: Workbench.now,
                    deadline: Workbench.now + 999)
            ], at: Workbench.now)
        _ = try ledger.begin(
            [
                PlannedStep(
                    escalation: 1, rung: 0, contact: "ubnd-1", numbers: ["+84900000001"],
                    text: nil, notBefore: Workbench.now, callBy: Workbench.now + 600)
            ], at: Workbench.now, clock: .real)
        _ = try ledger.finishCall(
            1, .reached, note: "gặp chánh văn phòng", by: "trực ban", at: Workbench.now)
    }

    private func mails() throws {
        _ = try bench.ledger.take(
            ReceivedMail(
                digest: [UInt8](repeating: 3, count: 32), place: "box;1",
                receivedAt: Workbench.now, sender: "ubnd@tinh.example", subject: "Trả lời",
                kind: .other, rule: "nothing known", isToRead: true), [], at: Workbench.now)
        try bench.ledger.record(bookmark: "1:1", of: "INBOX")
    }

    /// As another program would write it, past every rule of the ledger's own.
    func forge(_ sql: String) throws {
        let file = try DatabaseQueue(path: bench.path)
        try file.writeWithoutTransaction { database in
            try database.execute(
                sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            try database.forge { try database.execute(sql: sql) }
        }
        try file.close()
    }

    /// What the journal's check finds.
    func findings() throws -> [LedgerFinding] {
        try reader.read { try ChainCheck($0).findings() }
    }
}
