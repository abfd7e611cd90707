import Foundation

/// Measures the whole program beside others and prints a table: see `docs/performance.md`.
///
/// It starts itself again for what is measured as a process of its own: `bench libcurl …` and
/// `bench write …`.
@main
struct Bench {
    static func main() {
        var arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch arguments.first {
            case "libcurl": try LibcurlSender(words: arguments.dropFirst()).run()
            case "write": try PlainWriter(words: arguments.dropFirst()).run()
            default:
                let options = try Options(&arguments)
                try measure(options)
            }
        } catch {
            complain("\(error)")
            exit(error is Options.Misuse ? 64 : 1)
        }
    }

    private static func measure(_ options: Options) throws {
        let machine = Machine.read(convoke: options.convoke)
        var course = try Course(options)
        defer { course.clearAway() }
        let figures = course.run()
        switch options.output {
        case .table: print(Table(figures, machine).text)
        case .markdown: print(Table(figures, machine).markdown)
        case .json: print(try Document(figures: figures, machine: machine).text)
        }
    }
}

/// A line beside the results: what is being done just now, and what went wrong.
func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
