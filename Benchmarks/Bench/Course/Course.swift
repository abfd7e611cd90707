import Foundation

/// All parts of the measurement, one after the other.
struct Course {
    let options: Options
    let folder: URL
    private var offices: [String: BenchOffice] = [:]

    init(_ options: Options) throws {
        self.options = options
        folder = FileManager.default.temporaryDirectory
            .appending(path: "convoke-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // smtp-sink gives up its privileges and writes its counters here all the same.
        chmod(folder.path, 0o755)
    }

    /// Also when something failed.
    func clearAway() {
        // A folder that stays in the temporary folder does no harm.
        try? FileManager.default.removeItem(at: folder)
    }

    mutating func run() -> [Figure] {
        let parts: [any Part] = [
            RacePart(), AfarPart(), ScalePart(), AttachmentPart(),
        ]
        let wanted = parts.filter { part in
            options.only.map { part.name.contains($0) } ?? true
        }
        return wanted.flatMap { part -> [Figure] in
            complain("== \(part.name)")
            if let why = missing(part) { return part.skipped(because: why) }
            do {
                return try part.measure(self)
            } catch {
                complain("\(error)")
                return part.skipped(
                    because: "\(error)".split(separator: "\n").first.map(String.init) ?? "")
            }
        }
    }

    private func missing(_ part: any Part) -> String? {
        let programs = [Sink.program] + (part is RacePart ? [RacePart.source] : [])
        return programs.first { access($0, X_OK) != 0 }.map {
            "\($0) is not installed (Debian's package postfix)"
        }
    }

    func log(_ name: String) -> URL { folder.appending(path: name + ".log") }

    /// `convoke send` of the whole notice, from an empty ledger.
    func send(_ office: BenchOffice, _ sink: Sink) throws -> Turn {
        try office.forgetLedger()
        return try Turn.run(
            office.words(options.convoke, "send", BenchOffice.conference, BenchOffice.notice),
            against: sink, messages: office.recipients, log: log("convoke"))
    }
}

/// Figures that are measured together.
protocol Part {
    var name: String { get }
    func measure(_ course: Course) throws -> [Figure]
    func skipped(because why: String) -> [Figure]
}
