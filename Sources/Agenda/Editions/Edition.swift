package import ConvokeCore
package import Foundation

/// What one recipient is told about a conference: the parts that a correction would correct.
///
/// Two editions are equal when nothing that the recipient reads has changed, in whatever order the file
/// has it.
package struct Edition: Hashable, Sendable {
    /// A session, obligation, line test, document or request.
    package struct Item: Hashable, Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case session, obligation
            case lineTest = "line_test"
            case document, request

            /// Start and end, one moment, or none.
            var momentCount: Int {
                switch self {
                case .session: 2
                case .obligation, .lineTest: 1
                case .document, .request: 0
                }
            }
        }

        package let kind: Kind
        package let id: String
        /// Of a request its text.
        package let title: String
        /// A session's start and end, when an obligation is due, when a line is tested.
        package let moments: [Date]
        /// Ids of the contacts to report to or to call, in order; of a document `link` and its address,
        /// or `file`, its path and, where that is known, its digest.
        package let contents: [String]
    }

    /// Where the recipient takes part.
    package struct Site: Hashable, Sendable {
        package let name: String
        package let address: String
    }

    /// Title of the conference.
    package let title: String
    package let arrive: Span
    package let site: Site?
    /// By kind, then by id.
    package let items: [Item]

    init(title: String, arrive: Span, site: Site?, items: [Item]) {
        self.title = title
        self.arrive = arrive
        self.site = site
        self.items = items.sorted { $0.order < $1.order }
    }
}

extension Edition {
    /// What the files say to this recipient now.
    ///
    /// - Parameter digests: of documents' files, by their paths: a file that was replaced under its old
    ///   name is a change by this alone.
    package static func of(
        _ conference: Conference, _ recipient: Recipient, digests: [String: String] = [:]
    ) -> Edition {
        func concerns(_ audience: Selector) -> Bool {
            audience.selects(recipient, venues: conference.venues)
        }
        let sessions = conference.sessions.map(Item.init)
        let obligations = conference.obligations.filter { concerns($0.audience) }.map(Item.init)
        let lineTests = conference.lineTests.filter { concerns($0.audience) }.map(Item.init)
        let documents = conference.documents.filter { concerns($0.audience) }
            .map { Item($0, digests) }
        let requests = conference.requests.filter { concerns($0.audience) }.map(Item.init)
        return Edition(
            title: conference.title, arrive: conference.arrive,
            site: recipient.venue.map { Site(name: $0.name, address: $0.address) },
            items: sessions + obligations + lineTests + documents + requests)
    }
}

extension Edition.Item {
    init(_ session: Session) {
        self.init(
            kind: .session, id: session.id, title: session.title,
            moments: [session.start, session.end], contents: [])
    }

    init(_ obligation: Obligation) {
        self.init(
            kind: .obligation, id: obligation.id, title: obligation.title,
            moments: [obligation.due], contents: obligation.reportTo)
    }

    init(_ test: LineTest) {
        self.init(
            kind: .lineTest, id: test.id, title: test.title, moments: [test.at],
            contents: test.call)
    }

    init(_ document: Document, _ digests: [String: String]) {
        let contents =
            switch document.source {
            case .link(let address): ["link", address]
            case .file(let path): ["file", path] + (digests[path].map { [$0] } ?? [])
            }
        self.init(
            kind: .document, id: document.id, title: document.title, moments: [],
            contents: contents)
    }

    init(_ request: Request) {
        self.init(
            kind: .request, id: request.id, title: request.text, moments: [], contents: [])
    }

    /// Kinds as declared, ids by their code points: the same on every system.
    fileprivate var order: (Int, String) {
        (Kind.allCases.firstIndex(of: kind) ?? 0, id)
    }
}
