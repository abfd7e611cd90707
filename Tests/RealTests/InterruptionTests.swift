import ConvokeCore
import Foundation
import LedgerStore
import TestWorkspace
import Testing

/// Postfix stopped and started again, and the program killed three times, in the middle of 5,000.
@Suite(
    "Through Postfix, interrupted", .enabled(if: RealMail.isWanted), .serialized, .keepsFolders,
    .timeLimit(.minutes(10)))
struct InterruptionTests {
    private static let count = 5_000

    @Test("every delivery arrives, and what arrives twice is marked")
    func interrupted() async throws {
        try await RealMail.with { mail in
            let folder = try Folders.make()
            var files = OfficeFiles(count: Self.count)
            files.relay = ["sessions: 8"] + mail.login
            try files.write(to: folder, relay: mail.url)
            let desk = try Desk(folder)

            // Postfix goes away in the middle: one problem, and the rest waits.
            let stopped = try await desk.run(hour: 0) { _ in
                try await mail.pause()
            }
            #expect(stopped.status == 69, "\(stopped.words)")
            try await mail.resume()

            for hour in 1...3 {
                let killed = try await desk.run(hour: hour) {
                    #expect($0.signal(SIGKILL))
                }
                #expect(killed.status == 128 + SIGKILL)
            }
            let last = try await desk.run(hour: 4)
            #expect(last.status == 0, "\(last.words)")
            try await Self.compare(desk, mail)
        }
    }

    private static func compare(_ desk: Desk, _ mail: RealMail) async throws {
        let report = try await Report.read(
            "meeting", in: desk.folder, by: desk.convoke, now: Desk.moment(5))
        #expect(report.count("accepted") == count)
        try await mail.waitForDelivery(of: count)
        let copies = try await blocking { try mail.copies() }
        report.expectSame(as: copies)
        #expect(copies.count == count)
        let marked = report.mails.count { $0.possible_duplicate }
        // Four runs ended early, each with at most eight messages in the air.
        #expect(marked <= 4 * 8)
        let doubled = copies.count { $0.value > 1 }
        print("5,000 through Postfix: \(marked) marked as possible duplicates, \(doubled) doubled")
    }
}

/// A workspace, and runs in it one after the other.
private struct Desk {
    let folder: URL
    let convoke: Program

    init(_ folder: URL) throws {
        self.folder = folder
        convoke = try Program(environment: ["CONVOKE_SMTP_PASSWORD": RealMail.password])
    }

    /// So many hours after the invitation was due: what was put off is due again.
    static func moment(_ hour: Int) -> String {
        "2021-11-19T\(String(8 + hour).count < 2 ? "0" : "")\(8 + hour):00+07:00"
    }

    /// Sends, and does something to the run once it says that a tenth of it is done.
    func run(
        hour: Int, _ act: ((Running) async throws -> Void)? = nil
    ) async throws -> Program.Outcome {
        let running = try convoke.start(
            ["-C", folder.path, "send", "meeting", "invitation", "--now", Self.moment(hour)])
        if let act {
            #expect(await running.says(" of "))
            try await act(running)
        }
        return try await running.wait()
    }
}
