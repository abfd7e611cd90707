import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// A workspace that is rehearsed: its relay does not exist, and nobody is to look for it.
struct RehearsalOffice {
    let folder: URL

    /// A relay far away, by a name and in a network that are nobody's (RFC 2606, RFC 5737).
    static let relay = "smtps://relay.office.example"

    /// A small office with one conference, `meeting`.
    init(_ files: OfficeFiles) throws {
        folder = try Folders.make()
        var files = files
        files.relay = []
        try files.write(to: folder, relay: Self.relay)
    }

    /// A copy of the sample workspace.
    init() throws {
        folder = try SampleWorkspace.copy().folder
    }

    func replace(_ text: String, by other: String, in path: String) throws {
        let file = folder.appending(path: path)
        let before = try String(contentsOf: file, encoding: .utf8)
        #expect(before.contains(text))
        try OfficeFiles.write(before.replacing(text, with: other), to: file)
    }

    func write(_ text: String, to path: String) throws {
        try OfficeFiles.write(text, to: folder.appending(path: path))
    }

    func append(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        try write(try String(contentsOf: file, encoding: .utf8) + "\n" + text + "\n", to: path)
    }

    func rehearse(
        _ conference: String = "meeting", _ change: (inout RehearsalRequest) -> Void = { _ in }
    ) async throws -> RehearsalReport {
        let office = try Office.open(folder.path, clock: .real)
        var request = RehearsalRequest(conference: conference)
        change(&request)
        return try await RehearsalPass(office).run(request)
    }

    /// Everything that lies in the workspace.
    func files() throws -> Set<String> {
        Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
    }
}

extension RehearsalOffice {
    /// A conference of one day: an invitation at eight, papers at noon, two things to do, a session in
    /// the evening; texts and calls where mail fails.
    static func day(_ settings: [String] = []) throws -> RehearsalOffice {
        var files = OfficeFiles(count: 24)
        files.people = (1...24).map { number in
            OfficeFiles.Person(
                OfficeFiles.id(number), phones: number % 8 == 0 ? [] : ["0900 000 \(100 + number)"])
        }
        files.conference = [
            "  - {id: remind, kind: reminder, template: papers, about: register, before: [3h, 1h]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-19T17:00, for: all}",
            "  - {id: list, title: Send the list, due: 2021-11-19T18:00, for: all}",
            "ladder:", "  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}",
        ]
        files.settings =
            [
                "sms: {gateway: sandbox, url: \"http://127.0.0.1:9\"}", "inbox: {maildir: mail}",
                "return_path: bounce@office.example",
            ] + settings
        let office = try RehearsalOffice(files)
        let conference = "conferences/meeting.yaml"
        try office.replace("2021-11-24T08:00", by: "2021-11-19T20:00", in: conference)
        try office.replace("2021-11-24T11:30", by: "2021-11-19T21:30", in: conference)
        try office.replace("2021-11-22T08:00", by: "2021-11-19T12:00", in: conference)
        return office
    }
}
