import ConvokeCore
import Foundation
import LedgerStore
import Phone

/// What gateways report later about texts that they took.
struct TextReports {
    private let room: LedgerRoom
    private let entry: ReportEntry
    private let folders: GammuFolders?

    /// Nil where the settings name no gateway.
    init?(_ office: Office, _ room: LedgerRoom) throws {
        guard let settings = office.settings.sms else { return nil }
        self.room = room
        entry = ReportEntry(key: try TokenKey.open(root: office.shelf), now: room.now)
        folders = GatewayAccount(settings: settings, secret: nil, root: office.root).folders
    }

    /// Reads what lies in folders; reports that come over HTTP are heard by `listen`.
    func run() throws {
        guard let folders else { return }
        for report in try folders.reports() { try take(report) }
    }

    /// A report with a token that is not ours changes nothing.
    private func take(_ report: DeliveryReport) throws {
        guard let delivery = try entry.delivery(report, room.ledger.reader) else { return }
        _ = try entry.enter(report, on: delivery, room.ledger)
    }
}
