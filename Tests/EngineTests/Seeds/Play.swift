import Agenda
import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A conference of the sample from its invitation to its end, tick by tick, with answers coming in.
struct Play {
    /// Something that a person says at a moment, before the tick of that minute.
    struct Answer {
        let moment: String
        let recipients: [String]
        let about: String
        let word: AnswerWord
    }

    /// What one minute brought to the relay.
    struct Scene: Equatable, CustomStringConvertible {
        let moment: String
        let notice: String
        let recipients: Set<String>

        var description: String { "\(moment) \(notice) to \(recipients.count)" }
    }

    let office: TestOffice
    let conference: String
    /// The year, as answers and scenes leave it out.
    let year: String
    let answers: [Answer]

    /// The minutes around everything that happens and one in each hour between; with
    /// `CONVOKE_EVERY_MINUTE=1` all of them, which takes a quarter of an hour.
    static let isComplete = ProcessInfo.processInfo.environment["CONVOKE_EVERY_MINUTE"] == "1"

    /// Plays it, and says what came when. Each mail that the relay has is told by the ledger.
    func scenes(from start: String, to end: String) async throws -> [Scene] {
        var scenes: [Scene] = []
        var seen = Set<Int64>()
        for moment in try await minutes(from: try at(start), to: try at(end)) {
            for answer in answers where try at(answer.moment) == moment {
                try await give(answer, at: moment)
            }
            let workspace = try office.open(at: moment)
            let id = conference
            let report = try await blocking { try TickPass(workspace).run(only: id) }
            try #require(report.problems.isEmpty, "\(report.problems)")
            guard report.entries.contains(where: { $0.progress.done > 0 }) else { continue }
            scenes += try reached(&seen, at: moment)
            #expect(try office.kept().count == seen.count)
        }
        return scenes
    }

    private func reached(_ seen: inout Set<Int64>, at moment: Date) throws -> [Scene] {
        let path = office.folder.appending(path: "ledger.sqlite").path
        let reader = try #require(try LedgerReader.open(at: path))
        let new = try reader.deliveries(
            DeliveryFilter(conference: conference, states: [.accepted]), limit: .max
        ).filter { seen.insert($0.id).inserted }
        let text = text(moment)
        return Dictionary(grouping: new, by: \.notice).sorted { $0.key < $1.key }.map {
            Scene(moment: text, notice: $0.key, recipients: Set($0.value.map(\.recipient)))
        }
    }

    /// In one table, as a secretary would bring in what the telephone brought.
    private func give(_ answer: Answer, at moment: Date) async throws {
        let workspace = try office.open(at: moment)
        let (id, word) = (conference, answer.word.rawValue)
        let rows = answer.recipients.map { "\($0),\(answer.about),\(word),the person on duty" }
        let table = (["recipient,about,answer,by"] + rows).joined(separator: "\n") + "\n"
        let reports = try await blocking {
            try AnswerPass(workspace).record(
                file: "answers.csv", bytes: Array(table.utf8), conference: id)
        }
        #expect(reports.allSatisfy { $0.change != nil })
    }

    // MARK: - Moments

    /// `19/11 08:00`, on the wall clocks of the sample.
    private func at(_ text: String) throws -> Date {
        let parts = text.split { "/ ".contains($0) }
        return try #require(
            Instant.parse("\(year)-\(parts[1])-\(parts[0])T\(parts[2])+07:00"), "\(text)")
    }

    private func text(_ moment: Date) -> String {
        let wall = WallTime(moment, in: TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt)
        return "\(Instant.pad(wall.day))/\(Instant.pad(wall.month))"
            + " \(Instant.pad(wall.hour)):\(Instant.pad(wall.minute))"
    }

    private func minutes(from start: Date, to end: Date) async throws -> [Date] {
        let workspace = try office.open(at: start)
        let id = conference
        let moments = try await blocking { try workspace.convocation(id).conference.notices }
            .map(\.moment)
        let events = try moments + answers.map { try at($0.moment) }
        let all = stride(from: start, through: end, by: 60).map(\.self)
        return all.enumerated().filter { index, minute in
            Self.isComplete || index % 60 == 0
                || events.contains { abs($0.timeIntervalSince(minute)) <= 180 }
        }.map(\.element)
    }
}

extension TestOffice {
    /// The sample workspace with this relay; every address in it takes mail.
    static func sample(_ story: (TestOffice) async throws -> Void) async throws {
        let sample = try SampleWorkspace.copy()
        for word in ["greylisted@", "mailbox-full@", "refused@"] {
            try sample.replace(word, by: "vanphong.\(word.dropLast())@", in: "contacts/book.csv")
        }
        var configuration = SandboxConfiguration(directory: sample.folder.appending(path: "relay"))
        configuration.port = try LoopbackPort.free()
        let relay = try await SandboxRelay.start(configuration)
        let result: Result<Void, any Error>
        do {
            try sample.use(relay: relay.smtpPort)
            result = .success(
                try await story(TestOffice(folder: sample.folder, relay: relay)))
        } catch {
            result = .failure(error)
        }
        try await relay.stop()
        try result.get()
    }
}
