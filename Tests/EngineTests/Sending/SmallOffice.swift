import ConvokeCore
import Foundation
import LedgerStore
import Sandbox

@testable import Engine

/// A workspace in a folder of its own with a relay beside it; both go with it.
final class SmallOffice {
    static let conference = "small"
    static let notice = "invitation"

    let root: URL
    let relay: SandboxRelay
    let ledgerPath: String

    init(
        _ addresses: [String], onDoubt: String = "resend", ledger: String = "ledger.sqlite"
    ) async throws {
        root = URL(fileURLWithPath: NSTemporaryDirectory())
            .appending(path: "convoke-small-" + UUID().uuidString)
        ledgerPath = ledger.hasPrefix("/") ? ledger : root.appending(path: ledger).path
        for folder in ["contacts", "conferences", "templates"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        relay = try await SandboxRelay.start(
            SandboxConfiguration(directory: root.appending(path: "relay")))
        try write(Self.settings(relay.smtpPort, onDoubt, ledger), "convoke.yaml")
        try writeBook(addresses)
        try write("select,role,venue\nall,invited,\n", "contacts/small.csv")
        try write(Self.conferenceFile, "conferences/small.yaml")
        try writeTemplate("You are invited.")
    }

    func close() async throws {
        try await relay.stop()
        try FileManager.default.removeItem(at: root)
    }

    func writeBook(_ addresses: [String]) throws {
        let rows = addresses.enumerated().map { place, address in
            "r\(place + 1),Office \(place + 1),\(address)"
        }
        try write("id,name,email\n" + rows.joined(separator: "\n") + "\n", "contacts/book.csv")
    }

    func writeTemplate(_ text: String) throws {
        try write("---\nsubject: Invitation\n---\n\(text)\n", "templates/invitation.md")
    }

    func open() throws -> Office { try Office.open(root.path, clock: .real) }

    /// On a thread of its own, as the program does it: it blocks, and the relay needs Swift's pool.
    @discardableResult
    func send(
        _ goes: @escaping @Sendable (SendProgress) -> Void = { _ in }
    ) async throws -> SendReport {
        let pass = SendPass(try open())
        let request = SendRequest(conference: Self.conference, notice: Self.notice)
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    with: Result { try pass.run(request, watch: SendWatch(goes: goes)) })
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    func deliveries() throws -> [Delivery] {
        try LedgerReader.open(at: ledgerPath)?.deliveries(
            DeliveryFilter(conference: Self.conference), limit: .max) ?? []
    }

    /// The messages that the relay kept, in their order.
    func received() throws -> [Data] {
        try SandboxEnvelope.read(from: relay.envelopes).map {
            try Data(contentsOf: relay.directory.appending(path: $0.file))
        }
    }

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    private static func settings(_ port: Int, _ onDoubt: String, _ ledger: String) -> String {
        """
        organisation: The Office
        from: {name: The Office, address: office@office.example}
        timezone: Asia/Ho_Chi_Minh
        region: VN
        ledger: \(ledger)
        relay: {url: "smtp://127.0.0.1:\(port)", sessions: 2}
        on_doubt: \(onDoubt)

        """
    }

    private static let conferenceFile = """
        id: small
        title: The Small Conference
        convener: The Office
        recipients: contacts/small.csv
        sessions:
          - {id: morning, title: Opening, start: 2999-06-02T08:00, end: 2999-06-02T11:30}
        notices:
          - {id: invitation, kind: invitation, template: invitation, for: all, at: 2999-05-02T08:00}

        """
}
