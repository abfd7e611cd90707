import ConvokeCore
import Foundation
import LedgerStore

/// `README.txt`: what each file is, and how to check it without Convoke.
struct EvidenceGuide {
    private let report: EvidenceReport
    private let conference: String
    private let zone: TimeZone

    init(_ report: EvidenceReport, conference: String, zone: TimeZone) {
        self.report = report
        self.conference = conference
        self.zone = zone
    }

    var text: String {
        """
        Evidence of \(conference)

        \(head)
        \(state)
        \(report.mails) mails, \(report.texts) texts\(gaps).

        \(Self.files)
        \(Self.check)
        """
    }

    private var head: String {
        guard let head = report.head else { return "The ledger has no journal." }
        let at = Instant.text(head.at, in: zone)
        return "The journal ends with row \(head.number), written at \(at):\n\(head.hash)"
    }

    private var state: String {
        if report.findings.isEmpty {
            return "Every row was as the journal says when this was written."
        }
        let lines = report.findings.flatMap { finding in
            ["\(finding.what):"] + finding.rows.map { "  \($0)" }
        }
        return "THE LEDGER WAS NOT IN ORDER when this was written:\n"
            + lines.joined(separator: "\n")
    }

    private var gaps: String {
        report.gaps == 0
            ? "" : "; \(report.gaps) messages cannot be shown, see \"gap\" in messages.jsonl"
    }

    private static let files = """
        Files (.jsonl: one JSON object in each line; instants with their offset, bytes in hexadecimal digits)

        mails/N-A.eml      the mail of delivery N, byte for byte as it was handed to the server, from
                           attempt A on; a released attempt was refused, or not begun
        texts/N-A.txt      the text of delivery N, likewise
        messages.jsonl     to each message its delivery, address and file; "digest" is the first half of
                           the SHA-256 of its bytes, written down before it left
        deliveries.jsonl   each delivery and what became of it
        attempts.jsonl     each try, with the server's own words: code, enhanced code, text, queue id
        remarks.jsonl      what a person or a report said about a delivery afterwards
        received.jsonl     mails that came in, and what they were taken for; those of nobody known too
        obligations.jsonl  who had to do what, and where it stands
        answers.jsonl      every answer, also those that were taken back ("undoes")
        cases.jsonl        what went to the telephone, and why
        calls.jsonl        each text and call of a case ("escalation"), with its outcome
        call-words.jsonl   who took a call, finished it, or took back what was said
        editions.jsonl     what an invitation told, by the hash that deliveries name
        conference.jsonl, releases.jsonl, terms.jsonl, runs.jsonl
                           pauses and cancellation, notices that were let go, deadlines planned for,
                           processes that sent
        changes.jsonl      the journal: every change of a row, in order
        chain.jsonl        the same as it was hashed; both are of the whole ledger, other conferences included
        SHA256SUMS         the sums of all these files

        """

    private static let check = """
        To check

        sha256sum -c SHA256SUMS says whether a file was changed since.

        In chain.jsonl, "hash" is the SHA-256 of: the 32 bytes of the hash before (zeros before the first),
        "number" and "milliseconds" as eight bytes each with the highest first, and the bytes of "lines"
        (base64; where the first of them is 6, a frame of zstd, RFC 8878, stands behind it). A hash that was
        written down elsewhere at the time, on paper or in a mail, shows that nothing up to its row was
        changed afterwards. Without such a note the chain shows that its rows belong together, not that
        nobody has written all of it anew.

        """
}
