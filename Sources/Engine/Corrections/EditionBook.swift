import Agenda
import ConvokeCore
import Crypto
import Foundation
import Workspace

/// What every recipient is told by the files as they are now.
///
/// Most recipients of a tier are told the same: an edition is made once for all to whom the same parts
/// of the conference at the same venue apply.
struct EditionBook: Sendable {
    /// The editions by their hashes.
    private(set) var editions: [String: Edition] = [:]
    /// As the ledger keeps them, by their hashes.
    private(set) var texts: [String: String] = [:]
    /// Hashes by the recipients' ids.
    private var hashes: [String: String] = [:]

    init(_ office: Office, _ convocation: Convocation) {
        self.init(
            convocation.conference, convocation.recipients,
            digests: Self.digests(convocation.conference, office))
    }

    init(_ conference: Conference, _ recipients: [Recipient], digests: [String: String] = [:]) {
        var known: [Key: String] = [:]
        for recipient in recipients {
            let key = Key(conference, recipient)
            let hash = known[key] ?? enter(Edition.of(conference, recipient, digests: digests))
            known[key] = hash
            hashes[recipient.id] = hash
        }
    }

    func hash(of recipient: String) -> String? { hashes[recipient] }

    func edition(of recipient: String) -> Edition? {
        hashes[recipient].flatMap { editions[$0] }
    }

    private mutating func enter(_ edition: Edition) -> String {
        let text = edition.text
        let hash = Self.hex(SHA256.hash(data: Data(text.utf8)).prefix(16))
        editions[hash] = edition
        texts[hash] = text
        return hash
    }

    /// What decides which edition a recipient gets.
    private struct Key: Hashable {
        let venue: String?
        let concerns: [Bool]

        init(_ conference: Conference, _ recipient: Recipient) {
            venue = recipient.venue?.id
            let audiences =
                conference.obligations.map(\.audience) + conference.lineTests.map(\.audience)
                + conference.documents.map(\.audience) + conference.requests.map(\.audience)
            concerns = audiences.map { $0.selects(recipient, venues: conference.venues) }
        }
    }

    /// Of the documents' files, so that one that was replaced under its name is seen. A file that
    /// cannot be read stops the letter that attaches it, not this.
    private static func digests(_ conference: Conference, _ office: Office) -> [String: String] {
        var digests: [String: String] = [:]
        for document in conference.documents {
            guard case .file(let path) = document.source, office.folder.hasFile(path),
                let bytes = try? office.folder.bytes(path)
            else { continue }
            digests[path] = hex(SHA256.hash(data: bytes).prefix(16))
        }
        return digests
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
