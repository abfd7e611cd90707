package import ConvokeCore
import Curl

/// Asks whether the documents behind a conference's links are there, before anybody is sent to them.
package struct LinkPass {
    private let office: Office
    private let check: LinkCheck

    package init(_ office: Office) {
        self.init(office, check: LinkCheck())
    }

    init(_ office: Office, check: LinkCheck) {
        self.office = office
        self.check = check
    }

    /// Blocks: each link has ten seconds, four are asked at once.
    ///
    /// - Returns: how many links answered.
    /// - Throws: a problem for each document whose link does not.
    package func run(only conference: String? = nil) throws(Problems) -> Int {
        let ids = if let conference { [conference] } else { try office.conferences() }
        var links: [(document: Document, url: String)] = []
        for id in ids {
            for document in try office.conferenceAlone(id).documents {
                if case .link(let url) = document.source { links.append((document, url)) }
            }
        }
        let verdicts = check.run(links.map(\.url))
        let problems = links.compactMap { link in
            verdicts[link.url].flatMap { Self.problem(link.document, link.url, $0) }
        }
        if !problems.isEmpty { throw Problems(problems) }
        return links.count
    }

    static func problem(
        _ document: Document, _ url: String, _ verdict: LinkVerdict
    ) -> Problem? {
        guard let wording = verdict.wording else { return nil }
        return Problem(
            .file, "The document “\(document.title)” is not there: \(wording.what)",
            at: document.place.field("url"), found: url, fix: wording.fix, detail: verdict.detail)
    }
}
