import Foundation
import TestWorkspace
import Testing

/// What `convoke status --json --deliveries` says, as another program would read it.
struct Report: Decodable {
    struct Notice: Decodable {
        let id: String
        let recipients: Int
        let counts: [String: Int]
    }

    struct Delivery: Decodable {
        let recipient: String
        let channel: String
        let state: String
        let possible_duplicate: Bool
        let message_id: String?
    }

    let notices: [Notice]
    let deliveries: [Delivery]

    static func read(
        _ conference: String, in folder: URL, by convoke: Program, now: String
    ) async throws -> Report {
        let outcome = try await convoke(
            "-C", folder.path, "status", conference, "--json", "--deliveries", "--now", now)
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    }

    var mails: [Delivery] { deliveries.filter { $0.channel == "email" } }

    func count(_ state: String) -> Int { mails.count { $0.state == state } }

    /// Every accepted mail is there, nothing else is, and what is there twice is marked.
    func expectSame(
        as copies: [String: Int], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let accepted = mails.filter { $0.state == "accepted" }
        let lost = accepted.filter { copies[$0.message_id ?? ""] == nil }
        #expect(lost.isEmpty, "\(lost.count) lost", sourceLocation: sourceLocation)
        let known = Set(mails.compactMap(\.message_id))
        #expect(known.count == mails.count, sourceLocation: sourceLocation)
        let strange = copies.keys.filter { !known.contains($0) }
        #expect(strange.isEmpty, sourceLocation: sourceLocation)
        let marked = Set(mails.filter(\.possible_duplicate).compactMap(\.message_id))
        let silent = copies.filter { $0.value > 1 && !marked.contains($0.key) }
        #expect(silent.isEmpty, "doubled in silence", sourceLocation: sourceLocation)
        #expect(copies.values.allSatisfy { $0 <= 2 }, sourceLocation: sourceLocation)
    }
}
