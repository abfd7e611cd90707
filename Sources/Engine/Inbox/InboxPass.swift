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

    /// - Parameters:
    ///   - counts: whether the mails of each class are to be counted.
    ///   - patience: after which time the rest is left to the next run; nil for no limit.
    /// - Throws: problems when nothing could be read; what stops a run that has begun is in the report.
    package func run(
        brake: Brake = Brake(), counts: Bool = false, patience: Duration? = nil
    ) throws(Problems) -> InboxReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard let inbox = office.settings.inbox else { throw Problem.noInbox(office.settings) }
            try office.refuseVirtualClockOutside()
            let mailbox = try office.open(inbox)
            defer { mailbox.close() }
            let ledger = try office.openLedger()
            if let clock = try ledger.reader.clock(), clock != office.ledgerClock {
                throw LedgerFailure.clockMixed(ledger: clock)
            }
            try recover(ledger)
            var reading = InboxReading(
                mailbox, ledger, try MailDesk(office, ledger), office, patience)
            reading.read(inbox, until: brake)
            var report = reading.report
            report.alerts += mailbox.alerts
            report.toRead = try ledger.reader.mailsToRead()
            report.counts = counts ? try ledger.reader.mailCounts() : [:]
            try office.close(ledger)
            return report
        }
    }

    /// What a killed run was sending is in doubt before any mail is read: a report that it arrived
    /// settles that, and it is not sent a second time.
    private func recover(_ ledger: Ledger) throws(LedgerFailure) {
        for conference in try ledger.reader.conferencesSending() {
            let lease: Lease
            do throws(LedgerFailure) {
                lease = try ledger.takeLease(
                    on: conference, for: try RunOwner.current(command: "convoke inbox"),
                    clock: office.ledgerClock, realNow: Date())
            } catch {
                if case .leaseHeld = error { continue }
                throw error
            }
            _ = try ledger.recover(
                lease, policy: office.settings.onDoubt, now: office.clock.now)
            try ledger.end(lease, realNow: Date())
        }
    }

    /// A person has read a mail that had to be.
    package func markRead(_ id: Int64, by whom: String) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard try LedgerReader.open(at: office.ledgerPath) != nil else {
                throw Problem.noSuchMail(id)
            }
            let isMarked = try office.writing {
                try $0.markRead(id, by: whom, at: office.clock.now)
            }
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
    let clock: Clock
    /// When the rest is left to the next run.
    private let deadline: ContinuousClock.Instant?
    var desk: MailDesk
    var report: InboxReport
    /// Up to where everything is written down.
    private var last: MailboxBookmark?
    /// Whether a mail before has to be read again.
    private var isHeldBack = false

    init(
        _ mailbox: any OpenMailbox, _ ledger: Ledger, _ desk: MailDesk, _ office: Office,
        _ patience: Duration?
    ) {
        deadline = patience.map { .now + $0 }
        self.mailbox = mailbox
        self.ledger = ledger
        self.desk = desk
        clock = office.clock
        report = InboxReport(timeZone: office.settings.timeZone)
    }

    /// What was written down before something stopped it stands in the report too.
    mutating func read(_ inbox: InboxSettings, until brake: Brake) {
        do {
            try run(until: brake)
        } catch let failure as MailboxFailure {
            report.problem = failure.problem(inbox)
        } catch let problem as Problem {
            report.problem = problem
        } catch let problems as Problems {
            report.problem = problems.list.first
        } catch let failure as LedgerFailure {
            report.problem = failure.problem(ledger: ledger.path)
        } catch {
            report.problem = .unforeseen(error)
        }
    }

    private mutating func run(until brake: Brake) throws {
        let bookmark = try ledger.reader.bookmark(of: mailbox.name).map(MailboxBookmark.init)
        let listing = try mailbox.listing(
            since: bookmark, notBefore: bookmark == nil ? try beginning() : .distantPast)
        var rest = listing.entries[...]
        while !rest.isEmpty, !brake.isPulled {
            let portion = rest.prefix(Self.portion)
            rest = rest.dropFirst(Self.portion)
            try take(Array(portion), until: brake)
            if let deadline, !rest.isEmpty, ContinuousClock.now >= deadline {
                report.left = rest.count
                return
            }
        }
        if !brake.isPulled, !isHeldBack, let bookmark = listing.bookmark { try record(bookmark) }
    }

    /// What lay in the mailbox before the first mail of ours cannot be about one. Mail is dated by real
    /// time, whatever clock the ledger goes by.
    private func beginning() throws -> Date {
        if clock.isVirtual { return .distantPast }
        return (try ledger.reader.firstPlanned() ?? clock.now) - 86_400
    }

    private mutating func take(_ entries: [MailboxEntry], until brake: Brake) throws {
        let known = try ledger.reader.knownPlaces(among: entries.map(\.key.text))
        var recorded: [MailboxEntry] = []
        for entry in entries {
            if brake.isPulled { break }
            if try known.contains(entry.key.text) || isRecorded(entry) {
                recorded.append(entry)
                if !isHeldBack { last = entry.bookmark }
            } else {
                isHeldBack = true
            }
        }
        report.refusal = try mailbox.markRead(recorded)?.words ?? report.refusal
        if let last { try record(last) }
    }

    /// False for a mail that has to be read again: the bookmark stays before it, and those behind it are
    /// known by their keys.
    private mutating func isRecorded(_ entry: MailboxEntry) throws -> Bool {
        let octets: MailOctets?
        do throws(MailboxFailure) {
            octets = try mailbox.octets(of: entry)
        } catch {
            guard error.concernsOneMessage else { throw error }
            report.refused.append(error.words ?? entry.key.text)
            return false
        }
        guard let octets else { return true }
        let study = MailStudy(octets.octets, isCut: octets.isCut)
        switch try desk.take(study, octets: octets.octets, at: entry.key.text) {
        case .taken(let entry): report.entries.append(entry)
        case .known: break
        case .tooEarly: return false
        }
        return true
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
