import Composition
package import ConvokeCore
import Foundation
import SMTP

/// What `preview` writes: messages to look at, never a delivery.
package struct PreviewPass {
    let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// One file for each recipient selected, `.eml` as it would be sent and `.html` as it would look.
    ///
    /// - Returns: the paths, relative to where the command runs when `folder` is.
    package func write(
        _ request: SendRequest, to folder: String
    ) throws(Problems) -> [String] {
        try Problems.collecting {
            let mailing = try Mailing(office, request)
            try make(folder)
            var paths: [String] = []
            for recipient in mailing.audience where !recipient.contact.emails.isEmpty {
                let sheet = try mailing.sheet(for: recipient, at: office.clock.now)
                let base = "\(folder)/\(mailing.notice.id)-\(recipient.id)"
                try write(Data(sheet.message.bytes), to: base + ".eml")
                try write(Data(sheet.html.utf8), to: base + ".html")
                paths.append(base)
            }
            if paths.isEmpty { throw Problem.nobodyToPreview(mailing.notice) }
            return paths
        }
    }

    /// Mails the first selected recipient's message to somebody else: the secretary herself.
    package func mail(_ request: SendRequest, to address: EmailAddress) throws(Problems) -> Reply {
        try Problems.collecting {
            try office.refuseVirtualClockOutside()
            let mailing = try Mailing(office, request)
            let account = try office.relayAccount()
            guard let recipient = mailing.audience.first(where: { !$0.contact.emails.isEmpty })
            else { throw Problem.nobodyToPreview(mailing.notice) }
            let sheet = try mailing.sheet(for: recipient, at: office.clock.now)
            let feed = SingleFeed(
                Parcel(
                    delivery: 0,
                    envelope: Envelope(
                        sender: office.settings.from.address, recipient: address,
                        envelopeID: "preview"),
                    message: sheet.message))
            return try feed.send(for: account, office.settings.relay)
        }
    }

    private func make(_ folder: String) throws(Problem) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(folder, "\(error)")
        }
    }

    func write(_ data: Data, to path: String) throws(Problem) {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw .cannotWrite(path, "\(error)")
        }
    }
}

extension Problem {
    static func nobodyToPreview(_ notice: Notice) -> Problem {
        Problem(
            .usage, "Nobody with a mail address is selected", at: notice.place,
            fix: "Widen --to, or leave it out.")
    }

    static func cannotWrite(_ path: String, _ detail: String) -> Problem {
        Problem(
            .ledger, "\(path) cannot be written", at: Place(path),
            fix: "Name a folder that may be written to, on a disk with space.", detail: detail)
    }
}
