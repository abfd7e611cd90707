import ConvokeCore
import Curl
import Foundation
import LedgerStore

/// Asks now and then whether the documents that people were sent to are still there, until the
/// conference is over.
struct LinkWatch {
    /// Seconds between two questions.
    private static let interval = 3600.0

    private let conference: Conference
    private let links: [(document: Document, url: String)]
    private let now: Date

    /// With a clock set by `--now` only links on this machine are asked for.
    init(_ office: Office, _ conference: Conference) {
        self.conference = conference
        now = office.clock.now
        links = conference.documents.compactMap { document in
            guard case .link(let url) = document.source,
                office.memory == nil, !office.clock.isVirtual || Office.isLoopback(url: url)
            else { return nil }
            return (document, url)
        }
    }

    /// A clock that was set back does not silence it.
    func isDue(last: LinkRecord?) -> Bool {
        guard !links.isEmpty, let end = conference.end, now <= end else { return false }
        return last.map { abs(now.timeIntervalSince($0.at)) >= Self.interval } ?? true
    }

    /// Asks, and says which do not answer. Blocks: each link has ten seconds, four are asked at once.
    func ask(_ room: LedgerRoom) throws -> [String] {
        let verdicts = LinkCheck().run(links.map(\.url))
        let dead = links.compactMap { link in
            verdicts[link.url].flatMap { LinkPass.problem(link.document, link.url, $0) }
        }
        try room.ledger.recordLinks(
            of: conference.id, dead: dead.count, at: room.now, lease: room.lease)
        return dead.map { "\($0.what), \($0.found ?? "")" }
    }
}
