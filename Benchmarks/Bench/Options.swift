import Foundation

/// What the command line asks for, and how much is measured.
struct Options {
    enum Output {
        case table, markdown, json
    }

    /// The command line is not understood.
    struct Misuse: Error, CustomStringConvertible {
        let description = "bench [--quick] [--json | --markdown] [--only WORD]"
    }

    private(set) var output = Output.table
    /// Fewer turns and smaller counts: three minutes instead of fifteen.
    private(set) var isQuick = false
    /// Only the parts whose name has this word.
    private(set) var only: String?

    init(_ arguments: inout [String]) throws(Misuse) {
        while !arguments.isEmpty {
            switch arguments.removeFirst() {
            case "--quick": isQuick = true
            case "--json": output = .json
            case "--markdown": output = .markdown
            case "--only" where !arguments.isEmpty: only = arguments.removeFirst()
            default: throw Misuse()
            }
        }
    }

    /// How often the two sides take turns.
    var turns: Int { isQuick ? 3 : 5 }
    var recipients: Int { isQuick ? 20_000 : 50_000 }
    /// The ledger that everything is to be as fast with as with a small one.
    var manyRecipients: Int { isQuick ? 200_000 : 1_000_000 }
    let fewRecipients = 10_000
    var messagesAfar: Int { isQuick ? 100 : 250 }
    var attachmentRecipients: Int { isQuick ? 500 : 5000 }
    let sessions = 20

    /// The two programs are built side by side.
    var own: String { Self.path(of: CommandLine.arguments[0]) }
    var convoke: String {
        URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "convoke").path
    }

    private static func path(of program: String) -> String {
        // Linux names the running program, whatever the shell called it.
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? program
    }
}
