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
    /// Which of `known` each recipient has, in the order of the recipients.
    private var numbers: [UInt32] = []
    private var known: [String] = []
    private let index: @Sendable (String) -> Int?

    init(_ office: Office, _ convocation: Convocation) {
        self.init(
            convocation.conference, convocation.recipients,
            digests: Self.digests(convocation.conference, office), index: convocation.index)
    }

    /// `index` says where the recipient of an id stands.
    init(
        _ conference: Conference, _ recipients: [Recipient], digests: [String: String],
        index: @escaping @Sendable (String) -> Int?
    ) {
        self.index = index
        let audiences =
            conference.obligations.map(\.audience) + conference.lineTests.map(\.audience)
            + conference.documents.map(\.audience) + conference.requests.map(\.audience)
        var found: [Key: UInt32] = [:]
        numbers.reserveCapacity(recipients.count)
        for recipient in recipients {
            let key = Key(audiences, conference.venues, recipient)
            let number =
                found[key] ?? enter(Edition.of(conference, recipient, digests: digests))
            found[key] = number
            numbers.append(number)
        }
    }

    func hash(of recipient: String) -> String? {
        index(recipient).map { known[Int(numbers[$0])] }
    }

    func edition(of recipient: String) -> Edition? {
        hash(of: recipient).flatMap { editions[$0] }
    }

    private mutating func enter(_ edition: Edition) -> UInt32 {
        let text = edition.text
        let hash = Self.hex(SHA256.hash(data: Data(text.utf8)).prefix(16))
        editions[hash] = edition
        texts[hash] = text
        known.append(hash)
        return UInt32(truncatingIfNeeded: known.count - 1)
    }

    /// What decides which edition a recipient gets.
    private struct Key: Hashable {
        let venue: String?
        let concerns: [Bool]

        init(_ audiences: [Selector], _ venues: VenueTree, _ recipient: Recipient) {
            venue = recipient.venue?.id
            concerns = audiences.map { $0.selects(recipient, venues: venues) }
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
