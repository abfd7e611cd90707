import Foundation
import TestWorkspace
import Testing

@Suite("Help", .keepsFolders, .timeLimit(.minutes(10)))
struct HelpTests {
    @Test("lists every command, and every command explains itself")
    func commands() async throws {
        let convoke = try Program()
        let overview = try await convoke("--help")
        #expect(overview.status == 0)
        let commands = Self.commands(in: overview.output)
        let known = ["init", "check", "preview", "send", "status", "show", "sandbox"]
        #expect(Set(commands).isSuperset(of: known))
        for command in commands {
            let help = try await convoke(command, "--help")
            #expect(help.status == 0)
            #expect(help.output.contains("USAGE: convoke"))
            #expect(help.output.hasPrefix("OVERVIEW: "), "\(command) has no overview")
            // The other way of asking.
            #expect(try await convoke("help", command).output == help.output)
            Self.expectExplained(help.output, of: command)
            let wide = help.output.split(separator: "\n").filter { $0.count > 80 }
            #expect(wide.isEmpty, "\(command)")
        }
    }

    @Test("without a command shows what there is")
    func nothing() async throws {
        let outcome = try await Program()()
        #expect(outcome.words.contains("SUBCOMMANDS:"))
    }

    /// The column where the words begin; a label that is longer has them in the next line.
    private static let margin = 26

    /// Each option and argument has words behind it; `-h` has its own.
    private static func expectExplained(_ help: String, of command: String) {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        let entries = lines.indices.filter {
            lines[$0].hasPrefix("  -") || lines[$0].hasPrefix("  <")
        }
        for index in entries {
            let words = lines[index].count > Self.margin
            let wrapped = index + 1 < lines.count && lines[index + 1].hasPrefix("      ")
            #expect(words || wrapped, "\(command): \(lines[index])")
        }
    }

    /// The first words of the lines below SUBCOMMANDS.
    private static func commands(in help: String) -> [String] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        let below = lines.drop { !$0.hasPrefix("SUBCOMMANDS:") }.dropFirst().prefix { !$0.isEmpty }
        return below.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
    }
}
