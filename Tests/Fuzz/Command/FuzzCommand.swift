import Foundation
import Inbox
import MailFuzz

/// Opens random mails for so many seconds. Each mail has its own seed, which is printed with whatever
/// is wrong, and opens that mail alone again: `mail-fuzz --seed SEED`.
@main
struct FuzzCommand {
    /// Seconds that one mail of at most 1 MiB may take, on a machine that does other things too.
    private static let longest = 5.0

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.first == "--seed", words.count == 2, let seed = UInt64(words[1]) {
            exit(run(seed) == nil ? 0 : 1)
        }
        let seconds = words.first.flatMap(Double.init) ?? 60
        exit(fuzz(seconds: seconds) == 0 ? 0 : 1)
    }

    private static func fuzz(seconds: Double) -> Int {
        let start = clock()
        let first = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) }
        var seed = first ?? UInt64.random(in: 0...(1 << 48))
        print("first seed \(seed)")
        var (mails, octets, failures) = (0, 0, 0)
        while clock() - start < seconds, failures < 20 {
            octets += run(seed, &failures)
            mails += 1
            seed &+= 1
        }
        let spent = max(clock() - start, 0.001)
        print(
            "\(mails) mails, \(Int(Double(mails) / spent)) mails/s,",
            "\(Int(Double(octets) / spent / 1024)) KiB/s, \(failures) failures")
        return failures
    }

    private static func run(_ seed: UInt64, _ failures: inout Int) -> Int {
        let round = Round(seed: seed)
        let start = clock()
        var problems = round.run()
        if clock() - start > longest { problems.append("took \(clock() - start) s") }
        if !problems.isEmpty {
            failures += 1
            print("seed \(seed): \(problems.joined(separator: ", "))")
        }
        return round.octets.count
    }

    private static func run(_ seed: UInt64) -> String? {
        var failures = 0
        _ = run(seed, &failures)
        return failures == 0 ? nil : "failed"
    }

    private static func clock() -> Double { ProcessInfo.processInfo.systemUptime }
}
