import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

@Suite("What a rehearsal finds to mend", .keepsFolders)
struct FindingsTests {
    private func findings(
        _ conference: String, outcome: PlayedOutcome = PlayedOutcome(),
        _ spoil: (RehearsalOffice) throws -> Void
    ) async throws -> Findings {
        let folder = try RehearsalOffice()
        try spoil(folder)
        let office = try Office.open(folder.folder.path, clock: .real)
        let convocation = try await blocking { try office.convocation(conference) }
        return Findings(office.settings, convocation, World(), outcome)
    }

    private static let book = "contacts/book.csv"

    @Test(
        "the seeds' ladders, quiet hours and telephones are in order",
        arguments: ["van-hoa-2021", "nghi-quyet-2021"])
    func healthy(conference: String) async throws {
        let findings = try await findings(conference) { _ in }
        #expect(findings.lateLadders.isEmpty)
        #expect(findings.quietReminders.isEmpty)
        #expect(findings.quietLineTests.isEmpty)
        #expect(findings.silentVenues.isEmpty)
    }

    @Test("waits of three hours are too long, for reports whose reminders come an hour before")
    func longLadder() async throws {
        let file = "conferences/nghi-quyet-2021.yaml"
        let findings = try await findings("nghi-quyet-2021") {
            try $0.replace("wait: 20m", by: "wait: 3h", in: file)
        }
        let found = findings.lateLadders
        #expect(found.count == 3, "\(found)")
        #expect(found.allSatisfy { $0.place?.file == file && $0.place?.line == 118 }, "\(found)")
        #expect(
            found.first?.what
                == "The ladder takes 3h and half an hour for the last call: for bao-cao-27-sang,"
                + " bao-cao-27-chieu, bao-cao-28-sang and 1 more it cannot finish in time unless it"
                + " begins before the first reminder has gone out, for bao-cao-27-sang at 05:30 on"
                + " 27 March")
    }

    @Test("quiet hours over a line test: its reminders come at night")
    func quietOverLineTest() async throws {
        let findings = try await findings("van-hoa-2021") {
            try $0.replace(
                "region: VN", by: "region: VN\nquiet: 21:00-07:00", in: "convoke.yaml")
        }
        #expect(
            findings.quietLineTests.map(\.what) == [
                "The line test chay-thu-2 is at 06:00 on 24 November, in the quiet hours: its"
                    + " reminders and texts are held back, or come at night"
            ])
        let reminders = findings.quietReminders
        #expect(
            reminders.first { $0.what.hasPrefix("nhac-chay-thu-2@1h") }?.what
                == "nhac-chay-thu-2@1h goes out at 05:00 on 24 November, in the quiet hours: when they"
                + " end at 07:00 on 24 November it would be too late, and until then few will see it"
        )
        #expect(reminders.allSatisfy { $0.place?.file == "conferences/van-hoa-2021.yaml" })
        #expect(reminders.allSatisfy { $0.found == "quiet: 21:00-07:00" })
    }

    @Test("a reminder that waits for the end of quiet hours and is replaced by then never goes out")
    func replaced() async throws {
        let findings = try await findings("van-hoa-2021") {
            try $0.replace(
                "region: VN", by: "region: VN\nquiet: 21:00-08:35", in: "convoke.yaml")
            try $0.replace("wait: 20m", by: "wait: 1m", in: "conferences/van-hoa-2021.yaml")
        }
        #expect(
            findings.quietReminders.contains {
                $0.what.hasPrefix("nhac-dang-ky@3h never goes out: at 06:00 on 23 November")
            }, "\(findings.quietReminders.map(\.what))")
    }

    @Test("a tier without telephones is told in one sentence")
    func silentTier() async throws {
        let findings = try await findings("nghi-quyet-2021") { office in
            let file = office.folder.appending(path: Self.book)
            let text = try String(contentsOf: file, encoding: .utf8)
            // Neither numbers nor deputies.
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { row in
                    row.contains("nq-") && !row.contains("truc-ban")
                        ? String(row.replacing(#/0900 000 \d{3}(;0900 000 \d{3})*/#, with: ""))
                        : String(row)
                }
            try OfficeFiles.write(rows.joined(separator: "\n"), to: file)
        }
        let found = findings.silentVenues
        #expect(
            found.contains { $0.what.hasPrefix("228 of 228 venues of the tier co-so") }, "\(found)")
        #expect(found.allSatisfy { $0.place?.file == Self.book })
    }

    // MARK: - From what was played

    @Test("two notices to one person within minutes")
    func crowded() async throws {
        let office = try RehearsalOffice.day()
        try office.replace(
            "2021-11-19T12:00", by: "2021-11-19T08:05", in: "conferences/meeting.yaml")
        let report = try await office.rehearse { $0.given = .perfect }
        #expect(
            report.findings.contains {
                $0.what
                    == "24 recipients get invitation and papers within minutes, the first time at"
                    + " 08:00 on 19 November"
            }, "\(report.findings)")
    }

    @Test("more calls in an hour than the callers make")
    func tooManyCalls() async throws {
        let office = try RehearsalOffice.day()
        try office.replace(
            "region: VN", by: "region: VN\nguard: off", in: "convoke.yaml")
        let report = try await office.rehearse {
            $0.given = .perfect
            $0.given.addresses.refused = 1
            $0.given.callers.onDuty = 1
        }
        let found = try #require(report.findings.first { $0.what.contains("calls come up") })
        #expect(
            found.what.contains(
                #/^\d+ calls come up in the hour from \d\d:\d\d on 19 November, and 1 caller makes 12/#
            ))
        #expect(found.place?.file == "conferences/meeting.yaml")
        #expect(found.place?.field == "ladder[2]")
    }

    @Test("the one on duty is to be called too")
    func duty() async throws {
        let office = try RehearsalOffice.day()
        try office.replace("ladder:", by: "duty: p001\nladder:", in: "conferences/meeting.yaml")
        try office.replace(
            "p001@north.example", by: "refused@north.example", in: "contacts/book.csv")
        let report = try await office.rehearse { $0.given = .perfect }
        let found = report.findings.filter { $0.what.contains("is on duty") }
        #expect(
            found.map(\.what) == [
                "The Desk p001 is on duty, the last to be called when others cannot be reached, and is"
                    + " to be called too: the mail was refused (invitation)"
            ], "\(report.findings)")
        #expect(found.first?.place?.field?.contains("duty") == true)
    }

    @Test("a guard that stops a notice is found, and the rehearsal goes on to its end")
    func guarded() async throws {
        let office = try RehearsalOffice.day()
        let report = try await office.rehearse {
            $0.given = .perfect
            $0.given.addresses.refused = 1
        }
        let stopped = try #require(
            report.findings.first { $0.what.hasPrefix("From 08:00 on 19 November on:") })
        #expect(
            stopped.vietnamese.hasPrefix(
                "Từ 08:00 ngày 19/11: việc gửi dừng lại vì quá nhiều thư đầu tiên bị từ chối (“"))
    }

    @Test(
        "whatever stops a tick is told in Vietnamese too, with the program's own words behind it",
        arguments: ConvokeCore.ExitStatus.allCases)
    func stopped(status: ConvokeCore.ExitStatus) {
        let problem = Problem(status, "The template has no field {{ngay}}", fix: "Mend it.")
        let advice = StoppedWords(problem).advice(since: "08:00 ngày 19/11")
        #expect(advice.what.hasPrefix("Từ 08:00 ngày 19/11: "))
        #expect(advice.what.hasSuffix(" (“The template has no field {{ngay}}”)"))
        #expect(advice.fix != problem.fix && !advice.fix.isEmpty)
    }

    // MARK: - The size of mails

    @Test("a mail above the relay's limit, with the document that makes it so")
    func tooLarge() async throws {
        let office = try RehearsalOffice.day()
        try office.write(String(repeating: "0123456789abcdef\n", count: 60_000), to: "plan.txt")
        try office.replace(
            "ladder:",
            by:
                "documents:\n  - {id: plan, title: Plan, file: plan.txt, for: \"p001,p002\"}\nladder:",
            in: "conferences/meeting.yaml")
        try office.append(
            "{{#documents}}{{title}}{{/documents}}", to: "templates/invitation.md")
        let report = try await office.rehearse {
            $0.given = .perfect
            $0.given.relayLargest = 1_000_000
        }
        let found = report.findings.filter { $0.what.contains("larger than") }
        #expect(
            found.map(\.what) == [
                "invitation is larger than the 1 MB that the relay takes: 2 mails cannot go out"
            ], "\(report.findings.map(\.what))")
        #expect(found.first?.place?.file == "conferences/meeting.yaml")
        #expect(found.first?.place?.field?.contains("file") == true)
        let usual = try await office.rehearse()
        #expect(!usual.findings.contains { $0.what.contains("larger than") })
    }
}
