import ConvokeCore
import Engine
import Foundation
import TestWorkspace
import Testing

/// One broken line of the sample workspace at a time: `check` must name it.
///
/// A run breaks a few lines, the same ones each time; `CONVOKE_SEED` draws others, and with
/// `CONVOKE_DAMAGES=all` every line is broken in a way that is drawn (some minutes).
@Suite("One broken line", .keepsFolders)
struct DamageTests {
    @Test("is found in the line where it is, whichever line it is")
    func found() async throws {
        let sample = try SampleWorkspace.copy()
        let damages = try Self.drawn(from: sample)
        for (damage, problems) in try await Self.check(damages, in: sample) {
            Self.expectFound(damage, problems)
        }
    }

    @Test("is the only one: the sample itself has no problem")
    func whole() async throws {
        let sample = try SampleWorkspace.copy()
        let report = try await blocking { CheckPass(root: sample.folder.path).run() }
        #expect(report.problems == [])
        #expect(report.conferences.map(\.recipients) == [245, 204])
        #expect(report.conferences.map(\.venues) == [240, 79])
    }

    /// Breaks one line after the other, and mends it again.
    private static func check(
        _ damages: [Damage], in sample: SampleWorkspace
    ) async throws -> [(Damage, [Problem])] {
        try await blocking {
            try damages.map { damage in
                let whole = try sample.text(damage.file)
                try sample.write(damage.applied(to: whole), to: damage.file)
                let problems = CheckPass(root: sample.folder.path).run().problems
                try sample.write(whole, to: damage.file)
                return (damage, problems)
            }
        }
    }

    /// The damaged line is named, and nothing else.
    private static func expectFound(_ damage: Damage, _ problems: [Problem]) {
        #expect(problems.contains { damage.isNamed(by: $0) }, "\(damage): \(Self.brief(problems))")
        #expect(Problems(problems).status == .file, "\(damage)")
        // All that named the id that was there before has every right to complain; and without the
        // head of a table nobody knows what it was about.
        if damage.kind == "the id of another row" || damage.kind == "an unknown column" { return }
        let surplus = problems.filter { !damage.isNamed(by: $0) }
        #expect(surplus.isEmpty, "\(damage): \(Self.brief(surplus))")
    }

    private static func brief(_ problems: [Problem]) -> String {
        problems.prefix(3).map { "\($0.place?.description ?? "nowhere"): \($0.what)" }
            .joined(separator: " | ")
    }

    private static func drawn(from sample: SampleWorkspace) throws -> [Damage] {
        let all = try sample.texts().map { DamageKinds.of($0.path).damages(to: $0.path, $0.text) }
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["CONVOKE_SEED"].flatMap { UInt64($0) } ?? 20_211_124
        print("damages drawn with CONVOKE_SEED=\(seed)")
        var random = Seeded(seed)
        let shuffled = all.map { $0.shuffled(using: &random) }
        if environment["CONVOKE_DAMAGES"] == "all" {
            // Each line once.
            var seen = Set<String>()
            return shuffled.joined().filter { seen.insert("\($0.file) \($0.line)").inserted }
        }
        // Of each file some, so that the long ones do not crowd out the short ones.
        return shuffled.flatMap { $0.prefix(2) }
    }
}

/// Sebastiano Vigna's SplitMix64: small, and the same everywhere.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
