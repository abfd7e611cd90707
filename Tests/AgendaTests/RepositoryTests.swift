import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("The conferences of this repository")
struct RepositoryTests {
    static let names = ["van-hoa-2021", "nghi-quyet-2021"]

    private func text(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("conferences/\(name).yaml"), encoding: .utf8)
    }

    @Test("are read without a problem", arguments: names)
    func sound(name: String) throws {
        let (read, problems) = readConference(try text(name), file: "conferences/\(name).yaml")
        #expect(problems.isEmpty, "\(problems)")
        let conference = try #require(read).conference()
        #expect(conference.id == name)
        #expect(
            conference.notices.allSatisfy { $0.isOnDemand || $0.moment <= $0.lastUseful })
        let onDemand = conference.notices.filter(\.isOnDemand).map(\.kind)
        #expect(onDemand.allSatisfy { $0 == .correction || $0 == .cancellation })
    }

    @Test("chase the reports of 2021 an hour and a quarter of an hour before they are due")
    func reports() throws {
        let name = "nghi-quyet-2021"
        let conference = try #require(
            readConference(try text(name), file: "conferences/\(name).yaml").draft
        ).conference()
        let reminders = conference.notices.filter { $0.kind == .reminder }.map(\.moment)
        #expect(
            reminders == [
                at("2021-03-27T08:00"), at("2021-03-27T08:45"), at("2021-03-27T14:00"),
                at("2021-03-27T14:45"), at("2021-03-28T08:00"), at("2021-03-28T08:45"),
                at("2021-03-28T14:00"), at("2021-03-28T14:45"),
            ])
    }

    /// Ways in which a line is spoilt; each must be told, and by this line.
    static let damages: [(name: String, spoil: @Sendable (String) -> String?)] = [
        ("a quotation mark is lost", { $0.hasSuffix("\"") ? String($0.dropLast()) : nil }),
        ("a brace is lost", { $0.hasSuffix("}") ? String($0.dropLast()) : nil }),
        (
            "its first colon is lost",
            {
                $0.contains(/^ *(- )?[a-z_]+: [^>|]/)
                    ? $0.replacing(": ", with: " ", maxReplacements: 1) : nil
            }
        ),
        ("a bracket is lost", { $0.contains("]") ? $0.replacing("]", with: "") : nil }),
        (
            "a comma is lost",
            { line in
                line.contains("{") && line.contains(", ")
                    ? line.replacing(", ", with: " ", maxReplacements: 1) : nil
            }
        ),
        ("it is indented too far", { $0.contains(/^ +[a-z_]+:/) ? " " + $0 : nil }),
        (
            "it is indented too little",
            { $0.contains(/^ +[a-z_]+:/) ? String($0.dropFirst()) : nil }
        ),
        ("a tab indents it", { $0.hasPrefix("  ") && $0.contains(": ") ? "\t" + $0 : nil }),
        (
            "a key is misspelt",
            { line in
                line.wholeMatch(of: /( *(?:- )?)([a-z_]{4,})(:.*)/)
                    .map { "\($0.1)\($0.2.dropLast())x\($0.3)" }
            }
        ),
        (
            "a date does not exist",
            { line in
                let damaged = line.replacing(/2021-(03|11)-(\d\d)T/, with: "2021-02-30T")
                return damaged == line ? nil : damaged
            }
        ),
        (
            "it stands twice",
            { line in
                line.wholeMatch(of: /[ ]*[a-z_]+: [^>|]+/) == nil ? nil : "\(line)\n\(line)"
            }
        ),
    ]

    @Test("with one line spoilt are told by that line", arguments: names, damages.map(\.name))
    func spoilt(name: String, damage: String) throws {
        let spoil = try #require(Self.damages.first { $0.name == damage }).spoil
        let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        for index in lines.indices where !lines[index].hasPrefix("#") {
            guard let spoilt = spoil(lines[index]) else { continue }
            var damaged = lines
            damaged[index] = spoilt
            let problems = readConference(
                damaged.joined(separator: "\n"), file: "conferences/\(name).yaml"
            ).problems
            let expected = damage == "it stands twice" ? index + 2 : index + 1
            #expect(
                problems.contains { $0.place?.line == expected },
                "line \(expected), \(spoilt): \(problems)")
        }
    }
}
