import ConvokeCore
import Engine
import Foundation

/// The report as files, which only their owner may read: they name people, addresses and numbers.
struct ReportFiles {
    private let report: ConferenceReport

    init(_ report: ConferenceReport) { self.report = report }

    /// - Returns: the path.
    func writePage(to path: String) throws(Problem) -> String {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try Self.write([(path, ReportPage(report).html)], folder: folder, option: "--html")
        return path
    }

    /// - Returns: the paths.
    func writeTables(to folder: String) throws(Problem) -> [String] {
        let files = ReportTables(report).files.map {
            ("\(folder)/\($0.name)", CSVText.of($0.rows))
        }
        try Self.write(files, folder: folder, option: "--csv")
        return files.map(\.0)
    }

    private static func write(
        _ files: [(path: String, text: String)], folder: String, option: String
    ) throws(Problem) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for file in files {
                try Data(file.text.utf8).write(
                    to: URL(fileURLWithPath: file.path), options: .atomic)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: file.path)
            }
        } catch {
            throw Problem(
                .ledger, "The report cannot be written", at: Place(folder),
                fix: "Name a place that may be written to, after \(option).", detail: "\(error)")
        }
    }
}
