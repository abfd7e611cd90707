import ConvokeCore
import Foundation
import LedgerStore

/// Writes one view of the ledger into a folder, file after file.
struct EvidenceWriter {
    private let view: EvidenceView
    private let folder: EvidenceFolder
    private let zone: TimeZone

    init(_ view: EvidenceView, _ folder: EvidenceFolder, zone: TimeZone) {
        self.view = view
        self.folder = folder
        self.zone = zone
    }

    func write(_ empty: EvidenceReport, conference: String) throws -> EvidenceReport {
        var report = empty
        try writeMessages(&report)
        for table in EvidenceTable.allCases { try writeRows(of: table) }
        try writeJournal()
        report.head = try view.head()
        report.findings = try view.findings()
        let guide = EvidenceGuide(report, conference: conference, zone: zone)
        try folder.write(Array(guide.text.utf8), to: "README.txt")
        try folder.seal()
        return report
    }

    // MARK: - Messages

    private func writeMessages(_ report: inout EvidenceReport) throws {
        try folder.makeFolder("mails")
        try folder.makeFolder("texts")
        let index = try folder.begin("messages.jsonl")
        try view.messages { message in
            let (file, gap) = try write(message)
            if gap != nil {
                report.gaps += 1
            } else if message.isMail {
                report.mails += 1
            } else {
                report.texts += 1
            }
            try index.writeLine(line(message, file, gap))
        }
        try folder.finish(index)
    }

    /// - Returns: the file's name, or why there is none.
    private func write(_ message: SentMessage) throws -> (file: String?, gap: String?) {
        switch message.content {
        case .bytes(let bytes):
            let name = message.fileName
            try folder.write(bytes, to: name)
            return (name, nil)
        case .notKept: return (nil, "the bytes were not kept, only their digest")
        case .changed: return (nil, "what was kept no longer is what the digest stands for")
        }
    }

    private func line(_ message: SentMessage, _ file: String?, _ gap: String?) -> String {
        var line = EvidenceLine(zone: zone)
        line.put("delivery", message.delivery)
        line.put("from_attempt", Int64(message.number))
        line.put("channel", message.channel)
        line.put("recipient", message.recipient)
        line.put("address", message.address)
        line.put("digest", message.digest.map { Hexadecimal.text($0) })
        line.put("file", file)
        line.put("gap", gap)
        return line.end
    }

    // MARK: - Rows

    private func writeRows(of table: EvidenceTable) throws {
        let file = try folder.begin(table.fileName)
        try view.rows(of: table) { fields in
            try file.writeLine(EvidenceLine.of(fields, zone: zone))
        }
        try folder.finish(file)
    }

    private func writeJournal() throws {
        let chain = try folder.begin("chain.jsonl")
        let changes = try folder.begin("changes.jsonl")
        try view.journal { commit in
            try chain.writeLine(line(commit))
            for change in commit.changes { try changes.writeLine(line(change, of: commit)) }
        }
        try folder.finish(chain)
        try folder.finish(changes)
    }

    private func line(_ commit: EvidenceCommit) -> String {
        var line = EvidenceLine(zone: zone)
        line.put("number", commit.number)
        line.put("milliseconds", commit.at)
        line.put("hash", Hexadecimal.text(commit.hash))
        line.put("lines", Data(commit.lines).base64EncodedString())
        return line.end
    }

    private func line(_ change: EvidenceChange, of commit: EvidenceCommit) -> String {
        var line = EvidenceLine(zone: zone)
        line.put("journal", commit.number)
        line.put("written", EvidenceLine.instant(commit.at, in: zone))
        line.put("change", change.kind)
        line.put("table", change.table)
        line.put("row", change.fields)
        return line.end
    }
}

extension SentMessage {
    var isMail: Bool { channel == Channel.email.rawValue }

    var fileName: String {
        isMail ? "mails/\(delivery)-\(number).eml" : "texts/\(delivery)-\(number).txt"
    }
}

extension EvidenceTable {
    /// By what they are called in the report and on the screen.
    var fileName: String {
        switch self {
        case .conference: "conference.jsonl"
        case .release: "releases.jsonl"
        case .term: "terms.jsonl"
        case .run: "runs.jsonl"
        case .edition: "editions.jsonl"
        case .delivery: "deliveries.jsonl"
        case .intent: "intents.jsonl"
        case .attempt: "attempts.jsonl"
        case .remark: "remarks.jsonl"
        case .obligation: "obligations.jsonl"
        case .answer: "answers.jsonl"
        case .escalation: "cases.jsonl"
        case .step: "calls.jsonl"
        case .callWord: "call-words.jsonl"
        case .mail: "received.jsonl"
        }
    }
}
