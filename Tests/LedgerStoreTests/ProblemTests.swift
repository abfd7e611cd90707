import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("What a person reads when the ledger fails")
struct ProblemTests {
    private static let lease = Lease(
        run: 7, conference: "van-hoa-2021",
        owner: RunOwner(
            pid: 4711, startTicks: 1, boot: "b", host: "may-chu", command: "convoke tick"),
        startedAt: Workbench.now, expiresAt: Workbench.now + 60)

    static let sentences: [(LedgerFailure, String, String)] = [
        (
            .diskFull, "The disk is full, so the ledger could not be written",
            "Free some space on the disk of ledger.sqlite, then run the command again."
        ),
        (
            .readOnly, "The ledger can only be read, not written",
            "Make sure that you may write to ledger.sqlite and to its folder, then run the "
                + "command again."
        ),
        (
            .notWritable("x"), "The ledger could not be opened or written",
            "Make sure that you may write to ledger.sqlite and to its folder, then run the "
                + "command again."
        ),
        (
            .corrupt("x"), "The ledger is damaged",
            "Keep the file, put the latest backup in its place, and ask your IT desk."
        ),
        (
            .newerVersion(9), "The ledger was written by a newer version of Convoke",
            "Install the newer version of Convoke on this machine."
        ),
        (
            .notALedger, "This file is not a ledger of Convoke",
            "Set `ledger` in convoke.yaml to the right file, or move this file away."
        ),
        (
            .lockTimeout, "Another program kept the ledger busy for too long",
            "Wait a minute, then run the command again."
        ),
        (
            .leaseHeld(by: lease), "Another run is already at work on van-hoa-2021",
            "Wait until it has ended, then run the command again."
        ),
        (
            .leaseLost, "Another run took over while this one stood still",
            "Look at `convoke status`; the other run goes on with the work."
        ),
        (
            .clockMixed(ledger: .real),
            "This ledger holds real deliveries, and the clock is set by hand",
            "Leave out --now, or rehearse in a copy of the workspace."
        ),
        (
            .clockMixed(ledger: .virtual),
            "This ledger belongs to a rehearsal, and the clock is real",
            "Set `ledger` in convoke.yaml to a new file for real sending."
        ),
        (
            .notDurable("x"), "This disk cannot promise to keep what is written to the ledger",
            "Move the ledger to a local disk and set its path in convoke.yaml."
        ),
        (
            .fileExists("sao-luu.sqlite"), "There is already a file sao-luu.sqlite",
            "Choose another name for the backup."
        ),
        (
            .other("x"), "The ledger could not do what was asked",
            "Run the command again; if it fails again, ask your IT desk."
        ),
    ]

    @Test("is one sentence and one thing to do", arguments: sentences)
    func words(failure: LedgerFailure, what: String, fix: String) {
        let problem = failure.problem(ledger: "ledger.sqlite")
        #expect(problem.what == what)
        #expect(problem.fix == fix)
        #expect(problem.place == Place("ledger.sqlite"))
    }

    @Test("ends with the status of the ledger, or of a run that is busy")
    func status() {
        for (failure, _, _) in Self.sentences {
            let status = failure.problem(ledger: "ledger.sqlite").status
            if case .leaseHeld = failure {
                #expect(status == .busy)
            } else {
                #expect(status == .ledger)
            }
        }
    }

    @Test("names the run that is at work")
    func holder() {
        let problem = LedgerFailure.leaseHeld(by: Self.lease).problem(ledger: "ledger.sqlite")
        #expect(problem.found == "convoke tick (process 4711 on may-chu)")
    }

    @Test("never shows what stands in a row: people's names and addresses")
    func discreet() throws {
        let bench = try Workbench()
        try bench.plan(1)
        #expect {
            try bench.sql(
                "UPDATE delivery SET state = 'x' WHERE address = ?", ["ubnd-0@tinh.example"])
        } throws: { error in
            guard let failure = error as? LedgerFailure else { return false }
            return failure.problem(ledger: "l").detail?.contains("tinh.example") == false
        }
    }
}
