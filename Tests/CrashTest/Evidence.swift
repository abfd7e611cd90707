import ConvokeCore
import Foundation
import LedgerStore
import Sandbox

/// What the ledger says and what the relay received, side by side.
struct Evidence {
    let round: Round
    let deliveries: [StatusDocument.Entry]
    /// The files of the messages that the relay kept, by recipient.
    let receipts: [String: [String]]
    /// The history of those who were in doubt at any time, by recipient's id.
    let histories: [String: DeliveryHistory]
    private let folder: RoundFolder

    init(_ round: Round, _ folder: RoundFolder, status: Data) throws {
        self.round = round
        self.folder = folder
        deliveries = try JSONDecoder().decode(StatusDocument.self, from: status).deliveries
        let kept = try SandboxEnvelope.read(from: folder.relay.appending(path: "envelopes.jsonl"))
        var files: [String: [String]] = [:]
        for envelope in kept {
            for party in envelope.recipients {
                files[party.address, default: []].append(envelope.file)
            }
        }
        receipts = files
        histories = try Self.histories(deliveries, folder)
    }

    private static func histories(
        _ deliveries: [StatusDocument.Entry], _ folder: RoundFolder
    ) throws -> [String: DeliveryHistory] {
        let path = folder.root.appending(path: "ledger.sqlite").path
        guard let reader = try LedgerReader.open(at: path) else { return [:] }
        var histories: [String: DeliveryHistory] = [:]
        for entry in deliveries where entry.state == "in_doubt" || entry.possible_duplicate {
            histories[entry.recipient] =
                try reader.history(
                    of: entry.recipient, in: RoundFolder.conference
                ).last
        }
        return histories
    }

    func received(_ entry: StatusDocument.Entry) -> [String] { receipts[entry.address] ?? [] }

    /// A message as the relay kept it.
    func bytes(of file: String) throws -> Data {
        try Data(contentsOf: folder.relay.appending(path: file))
    }
}

/// As much of `status --json --deliveries` as is compared.
struct StatusDocument: Decodable {
    let deliveries: [Entry]

    struct Entry: Decodable {
        let id: Int
        let recipient: String
        let address: String
        let state: String
        let attempts: Int
        let possible_duplicate: Bool
        let message_id: String
    }
}
