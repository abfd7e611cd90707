import Foundation

/// Where it was measured.
struct Machine: Encodable {
    let system: String
    let kernel: String
    let processor: String
    let cores: Int
    let memory: String
    let disk: String
    let swift: String
    let postfix: String
    let libcurl: String
    let sqlite: String
    let flush: String
    let revision: String
    let at: String

    static func read(convoke: String) -> Machine {
        Machine(
            system: field("PRETTY_NAME", of: "/etc/os-release", "="),
            kernel: said("/bin/uname", "-r"),
            processor: field("model name", of: "/proc/cpuinfo", ":"),
            cores: ProcessInfo.processInfo.activeProcessorCount,
            memory: "\(ProcessInfo.processInfo.physicalMemory >> 20) MiB",
            disk: said("/bin/df", "--output=fstype", FileManager.default.temporaryDirectory.path)
                .split(separator: "\n").last.map(String.init) ?? "",
            swift: said("/usr/bin/env", "swift", "--version").split(separator: "\n")
                .first { $0.contains("Swift version") }.map(String.init) ?? "",
            postfix: version(of: "postfix"), libcurl: version(of: "libcurl4"),
            sqlite: version(of: "libsqlite3-0"),
            flush: "WAL, synchronous=FULL (fdatasync at each commit)",
            revision: said("/usr/bin/env", "git", "rev-parse", "--short", "HEAD"),
            at: Date().formatted(.iso8601))
    }

    var lines: [(String, String)] {
        [
            ("machine", "\(processor), \(cores) cores, \(memory), \(disk)"),
            ("system", "\(system), Linux \(kernel)"),
            (
                "versions",
                "\(swift); postfix \(postfix); libcurl \(libcurl); SQLite \(sqlite); this \(revision)"
            ),
            ("ledger", flush),
            ("measured", at),
        ]
    }

    private static func version(of package: String) -> String {
        let words = said("/usr/bin/dpkg-query", "-W", "-f", "${Version}", package)
        return words.contains(" ") || words.isEmpty ? "not installed" : words
    }

    private static func field(_ name: String, of file: String, _ mark: Character) -> String {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return line.split(separator: mark).last.map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        } ?? ""
    }

    /// What a program says; empty when it cannot be asked.
    private static func said(_ words: String...) -> String {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "convoke-bench-\(getpid()).txt")
        defer { unlink(file.path) }
        guard let child = try? Child(words, output: file.path), child.wait().status == 0,
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { return "" }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
