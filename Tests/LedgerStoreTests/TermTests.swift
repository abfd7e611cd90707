import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("The moment that a notice is planned for")
struct TermTests {
    private let bench: Workbench
    private let conference = Workbench.conference

    init() throws { bench = try Workbench() }

    private func renew(_ moment: Date) throws -> Int {
        try bench.ledger.renewTerm(of: "nhac", in: conference, lastUseful: moment).revision
    }

    private func plan(_ revision: Int) throws -> Int {
        try bench.ledger.plan(
            [Workbench.planned(1, notice: "nhac", revision: revision)], at: Workbench.now,
            clock: .real, unlessPlanned: true)
    }

    @Test("begins a new revision each time that it is moved, back again too")
    func moved() throws {
        let first = Workbench.now + 3600
        #expect(try renew(first) == 1)
        #expect(try renew(first) == 1)
        #expect(try plan(1) == 1)
        #expect(try renew(first + 60) == 2)
        #expect(try plan(2) == 1)
        #expect(try plan(2) == 0)
        #expect(try renew(first) == 3)
        let terms = try bench.ledger.reader.terms(of: conference)
        // Nothing was planned for it yet.
        #expect(terms == [:])
        #expect(try plan(3) == 1)
        #expect(
            try bench.ledger.reader.terms(of: conference)
                == ["nhac": Term(revision: 3, lastUsefulAt: first)])
    }

    @Test("keeps the revision of what was planned for it before it was kept")
    func older() throws {
        #expect(try plan(1) == 1)
        let delivery = try #require(try bench.ledger.reader.delivery(1))
        #expect(try renew(delivery.lastUsefulAt) == 1)
        #expect(try renew(delivery.lastUsefulAt + 60) == 2)
    }

    @Test("is nobody's when nothing was planned")
    func none() throws {
        #expect(try bench.ledger.reader.terms(of: conference) == [:])
    }
}

@Suite("A conference that is called off")
struct CancellationTests {
    @Test("stays so with the first word until it is reinstated")
    func cancelled() throws {
        let bench = try Workbench()
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try reader.cancellation(of: "a") == nil)
        #expect(try ledger.cancel("a", by: "Văn thư", at: Workbench.now))
        #expect(try !ledger.cancel("a", by: "Somebody else", at: Workbench.now + 60))
        #expect(
            try reader.cancellation(of: "a") == Cancellation(at: Workbench.now, by: "Văn thư"))
        #expect(try reader.cancellation(of: "b") == nil)
        #expect(try ledger.reinstate("a"))
        #expect(try !ledger.reinstate("a"))
        #expect(try reader.cancellation(of: "a") == nil)
    }
}
