import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// The conference of 240 venues on a bad day: mail to twelve is refused, to six it waits until it is too
/// late, and twenty have not reported shortly before nine.
@Suite("240 venues and a telephone", .keepsFolders, .timeLimit(.minutes(15)))
struct TelephoneTests {
    private static let conference = "nghi-quyet-2021"

    /// All over the list: in one place they would be too many at once for the guard.
    private static let refused = Array(stride(from: 1, to: 240, by: 20))
    private static let full = Array(stride(from: 6, to: 240, by: 40))

    /// What one minute began.
    private struct Scene: Equatable {
        let moment: String
        let channel: Channel
        let contacts: Set<String>
    }

    @Test("texts, calls and their ends come in the order that was written down before")
    func day() async throws {
        var configuration = SandboxGatewayConfiguration(directory: try Folders.make("texts"))
        configuration.port = try LoopbackPort.free()
        let gateway = try await SandboxGateway.start(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(try await TestOffice.sample { try await play($0, gateway) })
        } catch {
            result = .failure(error)
        }
        try await gateway.stop()
        try result.get()
    }

    private func play(_ office: TestOffice, _ gateway: SandboxGateway) async throws {
        let venues = try await Self.prepare(office, gateway)
        let refused = Self.refused.map { venues[$0] }
        let full = Self.full.map { venues[$0] }
        let silent = stride(from: 11, to: 240, by: 12).map { venues[$0] }
        var story = Story(office: office)

        for minute in ["22T08:00", "22T08:09", "22T08:10", "22T08:19"] {
            try await story.tick(minute)
        }
        try await story.reach(refused, "22T08:19")
        for minute in ["22T08:20", "22T08:40", "27T07:04", "27T07:05", "27T07:14", "27T07:15"] {
            try await story.tick(minute)
        }
        try await story.reach(full, "27T07:20")
        try await story.report(venues.filter { !silent.contains($0) }, "27T07:30")
        for minute in ["27T07:49", "27T07:50", "27T07:59", "27T08:00"] {
            try await story.tick(minute)
        }
        try await story.report(Array(silent[..<15]), "27T08:05")
        for minute in ["27T08:06", "27T08:19", "27T08:20", "27T08:30", "27T08:59", "27T09:00"] {
            try await story.tick(minute)
        }

        #expect(
            story.scenes == [
                Scene(moment: "22T08:00", channel: .sms, contacts: Set(refused)),
                Scene(moment: "22T08:10", channel: .call, contacts: Set(refused)),
                Scene(moment: "27T07:05", channel: .sms, contacts: Set(full)),
                Scene(moment: "27T07:15", channel: .call, contacts: Set(full)),
                Scene(moment: "27T07:50", channel: .sms, contacts: Set(silent)),
                Scene(moment: "27T08:00", channel: .call, contacts: Set(silent)),
                Scene(moment: "27T08:20", channel: .call, contacts: ["nq-truc-ban"]),
            ])
        #expect(gateway.record.kept == 12 + 6 + 20)
        #expect(try await story.sheet("27T09:00").isEmpty)
        let ends = try story.ends()
        #expect(ends[.acknowledged] == 18)
        #expect(ends[.done] == 15)
        #expect(ends[.missed] == 5)
        try office.expectSoundLedger()
    }

    /// - Returns: the contacts of the venues, in the order of the list.
    private static func prepare(
        _ office: TestOffice, _ gateway: SandboxGateway
    ) async throws -> [String] {
        let settings = try office.text("convoke.yaml")
        try office.write(
            settings + "\nsms:\n  gateway: sandbox\n  url: \"\(gateway.url)\"\n", to: "convoke.yaml"
        )
        let workspace = try office.open()
        let venues = try await blocking {
            try workspace.convocation(conference).recipients.filter { $0.role == .invited }
        }
        var book = try office.text("contacts/book.csv")
        for (indices, word) in [(refused, "refused"), (full, "mailbox-full")] {
            for venue in indices.map({ venues[$0] }) {
                let address = try #require(venue.contact.emails.first).wire
                let domain = try #require(address.split(separator: "@").last)
                book = book.replacing(address, with: "\(word)@\(domain)")
            }
        }
        try office.write(book, to: "contacts/book.csv")
        return venues.map(\.id)
    }

    /// Ticks at moments, and what each of them began.
    private struct Story {
        let office: TestOffice
        var scenes: [Scene] = []
        private var seen = Set<Int64>()

        init(office: TestOffice) { self.office = office }

        private func at(_ text: String) throws -> Date {
            try #require(Instant.parse("2021-03-\(text)+07:00"))
        }

        private var reader: LedgerReader {
            get throws {
                let path = office.folder.appending(path: "ledger.sqlite").path
                return try #require(try LedgerReader.open(at: path))
            }
        }

        mutating func tick(_ minute: String) async throws {
            let workspace = try office.open(at: try at(minute))
            _ = try await blocking { try TickPass(workspace).run(only: conference) }
            let steps = try reader.escalations(in: conference).flatMap(\.steps)
            let new = steps.filter { seen.insert($0.id).inserted }
            scenes += Dictionary(grouping: new, by: \.channel).map {
                Scene(moment: minute, channel: $0.key, contacts: Set($0.value.map(\.contact)))
            }
        }

        /// Somebody calls them, and they answer.
        func reach(_ contacts: [String], _ minute: String) async throws {
            let workspace = try office.open(at: try at(minute))
            for entry in try await sheet(minute) where contacts.contains(entry.contact) {
                try await blocking {
                    try CallPass(workspace).finish(
                        CallReport(
                            conference: conference, call: entry.id, outcome: .reached,
                            byWhom: "the desk"))
                }
            }
        }

        func sheet(_ minute: String) async throws -> [CallSheet.Entry] {
            let workspace = try office.open(at: try at(minute))
            return try await blocking { try CallPass(workspace).sheet(conference).entries }
        }

        /// Their reports come in.
        func report(_ contacts: [String], _ minute: String) async throws {
            let workspace = try office.open(at: try at(minute))
            let rows = contacts.map { "\($0),bao-cao-27-sang,yes" }
            let table = (["recipient,about,answer"] + rows).joined(separator: "\n") + "\n"
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    file: "reports.csv", bytes: Array(table.utf8), conference: conference)
            }
        }

        func ends() throws -> [Escalation.End: Int] {
            try reader.escalations(in: conference).compactMap(\.end)
                .reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }
}
