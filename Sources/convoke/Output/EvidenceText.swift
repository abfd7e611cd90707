import Engine
import LedgerStore

/// What `report --evidence` says.
enum EvidenceText {
    static func lines(_ report: EvidenceReport) -> [String] {
        var lines = ["\(report.folder): \(report.mails) mails, \(report.texts) texts, the journal."]
        if report.gaps > 0 {
            lines.append(
                "\(report.gaps) messages cannot be shown: see \"gap\" in \(report.folder)/messages.jsonl."
            )
        }
        if let head = report.head { lines.append(ChainText.line(head)) }
        for finding in report.findings { lines += ChainText.lines(finding) }
        return lines
    }
}

/// What is said about the journal.
enum ChainText {
    static func line(_ head: ChainHead) -> String {
        "The journal ends with row \(head.number): \(head.hash)"
    }

    static func lines(_ finding: LedgerFinding) -> [String] {
        ["\(finding.what):"] + finding.rows.map { "  \($0)" }
    }
}
