import ConvokeCore
import Foundation
import Testing

@testable import Workspace

@Suite("convoke.yaml with one line spoilt")
struct SpoiltSettingsTests {
    /// Ways in which a line is spoilt; nil where the line has nothing to lose.
    static let damages: [(name: String, spoil: @Sendable (String) -> String?)] = [
        (
            "a brace is lost",
            { $0.contains("}") && !$0.contains("body") ? $0.replacing("}", with: "") : nil }
        ),
        ("a bracket is lost", { $0.contains("]") ? $0.replacing("]", with: "") : nil }),
        ("a tab indents it", { $0.hasPrefix("  ") ? "\t" + $0 : nil }),
        ("it is indented too far", { $0.hasPrefix("  ") ? " " + $0 : nil }),
        ("it is indented too little", { $0.hasPrefix("  ") ? String($0.dropFirst()) : nil }),
        (
            "its colon is lost",
            { $0.contains("{") ? nil : $0.replacing(": ", with: " ", maxReplacements: 1) }
        ),
        (
            "its key is misspelt",
            { line in
                line.prefixMatch(of: /( *)([a-z_]+):/).map { match in
                    "\(match.1)\(match.2)x:\(line[match.range.upperBound...])"
                }
            }
        ),
        ("it stands twice", { $0.contains("#") || !$0.contains(": ") ? nil : "\($0)\n\($0)" }),
    ]

    @Test("is told by that line", arguments: damages.map(\.name))
    func spoilt(damage: String) throws {
        let spoil = try #require(Self.damages.first { $0.name == damage }).spoil
        let lines = sampleSettings.split(separator: "\n").map(String.init)
        var count = 0
        for index in lines.indices where index > 0 {
            guard let spoilt = spoil(lines[index]), spoilt != lines[index] else { continue }
            count += 1
            var damaged = lines
            damaged[index] = spoilt
            let problems = readSettings(damaged.joined(separator: "\n")).problems
            let expected = damage == "it stands twice" ? index + 2 : index + 1
            #expect(
                problems.contains { $0.place?.line == expected },
                "line \(expected), \(spoilt): \(problems)")
        }
        #expect(count > 0)
    }

    @Test("never tells a password that stands in it", arguments: ["relay", "inbox", "sms"])
    func secrets(section: String) {
        let word = section == "sms" ? "secret" : "password"
        let texts = [
            "\(section): {url: \"smtp://u:t0psecret@a.example\", \(word): t0psecret}",
            "\(section): {gateway: http, \(word): [t0psecret], \(word)_env: \"t0psecret!\"}",
            "\(section): {url: \"imaps://t0psecret@a.example\", \(word): {x: t0psecret}}",
        ]
        for text in texts {
            let kept = leastSettings.split(separator: "\n").filter { !$0.hasPrefix("\(section):") }
            let problems = readSettings((kept + [Substring(text)]).joined(separator: "\n")).problems
            #expect(!problems.isEmpty)
            #expect(!"\(problems)".contains("t0psecret"), "\(problems)")
        }
    }
}
