import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("A lease")
struct LeaseTests {
    @Test("held by a living run is refused, and says by whom")
    func held() throws {
        let bench = try Workbench()
        let lease = try bench.lease()
        let other = try Ledger.open(at: bench.path)
        #expect(throws: LedgerFailure.leaseHeld(by: lease)) {
            try other.takeLease(
                on: Workbench.conference, for: .current(command: "convoke tick"), clock: .real,
                realNow: Date())
        }
        #expect(lease.owner.pid == getpid())
        #expect(lease.owner.command == "convoke send")
    }

    @Test("is for one conference: another one is free")
    func scope() throws {
        let bench = try Workbench()
        _ = try bench.lease()
        let owner = try RunOwner.current(command: "convoke send")
        let lease = try bench.ledger.takeLease(
            on: "nghi-quyet-2021", for: owner, clock: .real, realNow: Date())
        #expect(lease.conference == "nghi-quyet-2021")
        #expect(try bench.ledger.reader.runs().count == 2)
        #expect(try bench.ledger.reader.runs(in: "nghi-quyet-2021") == [lease])
    }

    @Test("of a process that is gone is taken over at once")
    func deadProcess() throws {
        let bench = try Workbench()
        let dead = try bench.lease(RunOwner.dead())
        let mine = try bench.lease()
        #expect(mine.run != dead.run)
        #expect(throws: LedgerFailure.leaseLost) {
            try bench.ledger.renew(dead, realNow: Date())
        }
        #expect(throws: LedgerFailure.leaseLost) { try bench.ledger.end(dead, realNow: Date()) }
    }

    @Test(
        "of a process that only looks alike is taken over at once",
        arguments: ["start", "boot", "zombie"])
    func lookalike(what: String) throws {
        let bench = try Workbench()
        let me = try RunOwner.current(command: "convoke send")
        let zombie = what == "zombie" ? try Zombie() : nil
        let owner = RunOwner(
            pid: zombie?.pid ?? me.pid, startTicks: me.startTicks - (what == "start" ? 1 : 0),
            boot: what == "boot" ? "another" : me.boot, host: me.host, command: me.command)
        _ = try bench.lease(owner)
        _ = try bench.lease()
        withExtendedLifetime(zombie) {}
    }

    @Test("on another machine holds until it expires, whatever this machine's processes are")
    func otherHost() throws {
        let bench = try Workbench()
        let me = try RunOwner.dead()
        let far = RunOwner(
            pid: me.pid, startTicks: 1, boot: "another", host: "far.tinh.example",
            command: "convoke tick")
        let start = Workbench.now
        let lease = try bench.lease(far, at: start)
        #expect(throws: LedgerFailure.leaseHeld(by: lease)) {
            try bench.lease(at: start + Ledger.leaseLifetime - 1)
        }
        _ = try bench.lease(at: start + Ledger.leaseLifetime)
    }

    @Test("that was renewed lasts longer")
    func renewed() throws {
        let bench = try Workbench()
        let start = Workbench.now
        let lease = try bench.lease(at: start)
        try bench.ledger.renew(lease, realNow: start + 50)
        #expect(throws: LedgerFailure.self) { try bench.lease(at: start + 100) }
        _ = try bench.lease(at: start + 110)
    }

    @Test("that was given back is free, and its run writes no more")
    func ended() throws {
        let bench = try Workbench()
        let lease = try bench.lease()
        try bench.ledger.end(lease, realNow: Date())
        #expect(throws: LedgerFailure.leaseLost) {
            try bench.ledger.plan(
                [Workbench.planned(1)], at: Workbench.now, clock: .real, lease: lease)
        }
        #expect(throws: LedgerFailure.leaseLost) {
            try bench.ledger.expire(
                in: Workbench.conference, now: Workbench.now, lease: lease)
        }
        #expect(throws: LedgerFailure.leaseLost) {
            try bench.ledger.recover(lease, policy: .resend, now: Workbench.now)
        }
        #expect(try bench.ledger.reader.counts(in: Workbench.conference) == [])
        _ = try bench.lease()
    }

    @Test("for which many race goes to exactly one")
    func race() throws {
        let bench = try Workbench()
        _ = try bench.lease(RunOwner.dead())
        let ledgers = try (0..<8).map { _ in try Ledger.open(at: bench.path) }
        let owner = try RunOwner.current(command: "convoke tick")
        let results = Results()
        DispatchQueue.concurrentPerform(iterations: ledgers.count) { index in
            let result = Result { () throws(LedgerFailure) in
                try ledgers[index].takeLease(
                    on: Workbench.conference, for: owner, clock: .real, realNow: Date())
            }
            results.append(result)
        }
        let winners = results.all.compactMap { try? $0.get() }
        #expect(winners.count == 1)
        for case .failure(let failure) in results.all {
            #expect(failure == .leaseHeld(by: winners[0]))
        }
    }

    @Test("is refused on a ledger of the other clock")
    func clock() throws {
        let bench = try Workbench()
        try bench.plan(1)
        let owner = try RunOwner.current(command: "convoke send")
        #expect(throws: LedgerFailure.clockMixed(ledger: .real)) {
            try bench.ledger.takeLease(
                on: Workbench.conference, for: owner, clock: .virtual, realNow: Date())
        }
        #expect(throws: LedgerFailure.clockMixed(ledger: .real)) {
            try bench.ledger.plan([Workbench.planned(9)], at: Workbench.now, clock: .virtual)
        }
        #expect(try bench.ledger.reader.clock() == .real)
    }
}

/// A process that ended and was not asked how: its entry in /proc stays until it is.
private final class Zombie {
    let pid: Int32

    init() throws {
        var child: pid_t = 0
        let path = strdup("/bin/true")
        defer { free(path) }
        var arguments: [UnsafeMutablePointer<CChar>?] = [path, nil]
        let status = posix_spawn(&child, "/bin/true", nil, nil, &arguments, nil)
        try #require(status == 0)
        pid = child
        var information = siginfo_t()
        // Waits for its end without taking its entry away.
        try #require(waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == 0)
    }

    deinit {
        waitpid(pid, nil, 0)
    }
}

/// Collects results from several threads; `@unchecked Sendable` because `list` is only touched
/// under `lock`.
private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [Result<Lease, LedgerFailure>] = []

    func append(_ result: Result<Lease, LedgerFailure>) {
        lock.withLock { list.append(result) }
    }

    var all: [Result<Lease, LedgerFailure>] { lock.withLock { list } }
}
