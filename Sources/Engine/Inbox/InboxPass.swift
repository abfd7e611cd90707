package import ConvokeCore
import Foundation
import Inbox
import LedgerStore
import Workspace

/// Reads what came in by mail: reports, answers, and what a person has to look at.
///
/// Each mail is written down with all that it changes before it is marked as read. A run that ends in
/// between finds it again, and the ledger knows it by its octets.
package struct InboxPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// Whether there is a mailbox to read.
    package var hasInbox: Bool { office.settings.inbox != nil }

    /// - Throws: problems when nothing could be read; what stops a run that has begun is in the report.
    package func run(brake: Brake = Brake()) throws(Problems) -> InboxReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard let inbox = office.settings.inbox else { throw Problem.noInbox(office.settings) }
            try office.refuseVirtualClockOutside()
            let mailbox = try office.open(inbox)
            defer { mailbox.close() }
            let ledger = try Ledger.open(at: office.ledgerPath)
            var reading = InboxReading(
                mailbox, ledger, try MailDesk(office, ledger), office)
            do {
                try reading.run(until: brake)
            } catch let failure as MailboxFailure {
                reading.report.problem = failure.problem(inbox)
            }
            var report = reading.report
            report.alerts += mailbox.alerts
            report.toRead = try ledger.reader.mailsToRead()
            report.counts = try ledger.reader.mailCounts()
            try ledger.close()
            return report
        }
    }

    /// A person has read a mail that had to be.
    package func markRead(_ id: Int64, by whom: String) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard try LedgerReader.open(at: office.ledgerPath) != nil else {
                throw Problem.noSuchMail(id)
            }
            let ledger = try Ledger.open(at: office.ledgerPath)
            let isMarked = try ledger.markRead(id, by: whom, at: office.clock.now)
            try ledger.close()
            if !isMarked { throw Problem.noSuchMail(id) }
        }
    }
}

/// One run over a mailbox.
private struct InboxReading {
    /// After so many mails the bookmark is written down.
    private static let portion = 50

    let mailbox: any OpenMailbox
    let ledger: Ledger
    let now: Date
    var desk: MailDesk
    var report: InboxReport

    init(_ mailbox: any OpenMailbox, _ ledger: Ledger, _ desk: MailDesk, _ office: Office) {
        self.mailbox = mailbox
        self.ledger = ledger
        self.desk = desk
        now = office.clock.now
        report = InboxReport(timeZone: office.settings.timeZone)
    }

    mutating func run(until brake: Brake) throws {
        let bookmark = try ledger.reader.bookmark(of: mailbox.name).map(MailboxBookmark.init)
        let listing = try mailbox.listing(since: bookmark, notBefore: try beginning())
        var rest = listing.entries[...]
        while !rest.isEmpty, !brake.isPulled {
            let portion = rest.prefix(Self.portion)
            rest = rest.dropFirst(Self.portion)
            try take(Array(portion), until: brake)
        }
        if !brake.isPulled, let bookmark = listing.bookmark { try record(bookmark) }
    }

    /// What lay in the mailbox before the first mail of ours cannot be about one.
    private func beginning() throws -> Date {
        (try ledger.reader.firstPlanned() ?? now) - 86_400
    }

    private mutating func take(_ entries: [MailboxEntry], until brake: Brake) throws {
        let known = try ledger.reader.knownPlaces(among: entries.map(\.key.text))
        var recorded: [MailboxEntry] = []
        for entry in entries {
            if brake.isPulled { break }
            if !known.contains(entry.key.text), let octets = try octets(of: entry) {
                let study = MailStudy(octets.octets, isCut: octets.isCut)
                let taken = try desk.take(study, octets: octets.octets, at: entry.key.text)
                if let taken { report.entries.append(taken) }
            }
            recorded.append(entry)
        }
        guard let last = recorded.last else { return }
        report.refusal = try mailbox.markRead(recorded)?.words ?? report.refusal
        try record(last.bookmark)
    }

    /// Nil when it is there no more. What the server will not give is written down as that, so that the
    /// next mails are read all the same.
    private func octets(of entry: MailboxEntry) throws -> MailOctets? {
        do throws(MailboxFailure) {
            return try mailbox.octets(of: entry)
        } catch {
            guard error.concernsOneMessage else { throw error }
            let words =
                "Subject: a mail that the server does not give out\r\n\r\n"
                + "\(entry.key.text)\r\n\(error.words ?? "")\r\n"
            return MailOctets(octets: Array(words.utf8), isCut: true)
        }
    }

    private func record(_ bookmark: MailboxBookmark) throws {
        try ledger.record(bookmark: bookmark.text, of: mailbox.name)
    }
}

extension Office {
    /// Opens the mailbox that the settings name.
    fileprivate func open(_ inbox: InboxSettings) throws -> any OpenMailbox {
        do {
            switch inbox {
            case .maildir(let path):
                return try MailboxAccount.maildir(folder.anywhere(path)).open()
            case .imap(let url, let user, let source, let caFile):
                let password = try folder.secret(source, at: settings.place.field("inbox.password"))
                let account = try IMAPAccount(
                    url: url, user: user, password: password,
                    caFile: caFile.map(folder.anywhere))
                return try MailboxAccount.imap(account).open()
            }
        } catch let failure as MailboxFailure {
            throw failure.problem(inbox)
        }
    }
}

extension Problem {
    static func noInbox(_ settings: Settings) -> Problem {
        Problem(
            .configuration, "There is no mailbox to read answers from",
            at: settings.place.field("inbox"), expected: "inbox with a url, or with a maildir",
            fix: "Write where bounces and answers arrive, such as inbox: {maildir: Maildir}.")
    }

    static func noSuchMail(_ id: Int64) -> Problem {
        Problem(
            .usage, "There is no mail of that number to read", found: "\(id)",
            fix: "convoke inbox lists those that somebody has to read.")
    }
}
