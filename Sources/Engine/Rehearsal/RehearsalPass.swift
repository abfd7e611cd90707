package import ConvokeCore
import Foundation
import LedgerStore
import Sandbox

/// Plays a conference before it happens: the real ticks, a clock that is set, people who are made up.
///
/// Nothing of it leaves the machine, and nothing in the workspace is changed.
package struct RehearsalPass: Sendable {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// - Parameter brake: ends it between two minutes, with nothing kept.
    package func run(
        _ request: RehearsalRequest, brake: Brake = Brake()
    ) async throws(Problems) -> RehearsalReport {
        do {
            return try await play(request, brake)
        } catch {
            // The same words for what stops any pass.
            return try Problems.collecting(ledger: office.settings.ledger) { throw error }
        }
    }

    private func play(
        _ request: RehearsalRequest, _ brake: Brake
    ) async throws -> RehearsalReport {
        let convocation = try office.convocation(request.conference)
        let world = try request.world.map { try read($0, convocation) } ?? request.given
        let fates = Fates(world, seed: request.seed, convocation)
        let stage = try await RehearsalStage.open(
            office, convocation, RehearsalStage.Scene(world, fates, seed: request.seed))
        let result: Result<RehearsalReport, any Error>
        do {
            var playback = Playback(stage, convocation, world, fates, request.beat)
            try await playback.run(until: brake)
            let troubles = playback.state.troubles.entries
            result = .success(
                try await BlockingThread.run {
                    let account = RehearsalAccount(
                        request: request, stage: stage, convocation: convocation, world: world)
                    if let out = request.out { try keep(stage.ledgerPath, in: out) }
                    return try account.report(office, troubles, fates.bouncing)
                })
        } catch {
            result = .failure(error)
        }
        try await stage.close()
        return try result.get()
    }

    private func read(_ file: RehearsalRequest.File, _ convocation: Convocation) throws -> World {
        var problems: [Problem] = []
        let world = WorldFile.read(
            file.text, file: file.name, zone: convocation.conference.timeZone,
            levels: convocation.conference.venues.levels, into: &problems)
        if !problems.isEmpty { throw Problems(problems) }
        return world
    }

    private func keep(_ ledger: String, in out: String) throws {
        let path = out + "/ledger.sqlite"
        do {
            try FileManager.default.createDirectory(
                atPath: out, withIntermediateDirectories: true)
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        } catch {
            throw Problem.cannotKeepRehearsal(path, detail: "\(error)")
        }
        guard let reader = try LedgerReader.open(at: ledger) else { return }
        try reader.backup(to: path)
    }
}

/// What is to be rehearsed.
package struct RehearsalRequest: Sendable {
    /// The text of a world file, and what the file is called.
    package struct File: Sendable {
        package var name: String
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package var conference: String
    package var seed: UInt64 = 1
    /// The file of the world; nil for `given`.
    package var world: File?
    package var given = World()
    /// The folder that keeps the ledger of the rehearsal; nil for none.
    package var out: String?
    /// Whether a page will be made of it.
    package var wantsPage = false
    /// BCP 47 tag of the page; nil for the language of most recipients.
    package var language: String?
    package var beat = Beat.whatHappens

    package init(conference: String) {
        self.conference = conference
    }
}

extension Problem {
    static var rehearsalInterrupted: Problem {
        Problem(
            .needsPerson, "The rehearsal was interrupted before it was through",
            fix: "Give the same command again; nothing of it was kept.")
    }

    static func cannotKeepRehearsal(_ path: String, detail: String) -> Problem {
        Problem(
            .ledger, "The ledger of the rehearsal cannot be kept", at: Place(path),
            fix: "Name another folder with --out, or look at its rights.", detail: detail)
    }
}
