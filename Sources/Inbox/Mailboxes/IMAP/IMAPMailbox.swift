import Curl
import Foundation

/// A mailbox on a server, selected and ready.
///
/// Up to where it has been read is a message's number (UID) that the caller keeps; the mark `\Seen` is
/// never asked about, because anybody with a mail program sets and takes it.
final class IMAPMailbox: OpenMailbox {
    private let account: IMAPAccount
    private let limits: MailboxLimits
    private let wire: IMAPWire
    private var state = SelectedState()
    private var isTakingMarks = true

    let name: String
    var alerts: [String] { wire.alerts }

    /// So many messages are searched at once: the reply fits into ``ResponseReader/longestText``.
    static let window: UInt32 = 10_000

    /// Connects, logs in and selects the mailbox.
    init(_ account: IMAPAccount, limits: MailboxLimits) throws(MailboxFailure) {
        self.account = account
        self.limits = limits
        name = account.name
        do {
            wire = IMAPWire(
                try IMAPConnection(account.endpoint(limits)), silence: limits.silence)
        } catch {
            throw MailboxFailure(error)
        }
        try select()
    }

    func close() {
        // Whether the server says goodbye changes nothing.
        _ = try? wire.ask("LOGOUT", within: limits.leave)
        wire.close()
    }

    // MARK: - What is new

    func listing(
        since bookmark: MailboxBookmark?, notBefore: Date
    ) throws(MailboxFailure) -> MailboxListing {
        let known = state.keepsNumbers ? bookmark.flatMap(uid) : nil
        let found =
            if let known {
                try search(after: known)
            } else {
                try search(since: notBefore)
            }
        let prefix = prefix
        let entries = found.uids.map { uid in
            let text = prefix + String(uid)
            return MailboxEntry(
                key: MailboxKey(text), bookmark: MailboxBookmark(text), place: .uid(uid))
        }
        return MailboxListing(entries: entries, bookmark: found.highest.map(mark) ?? bookmark)
    }

    private struct Found {
        var uids: [UInt32] = []
        /// The number of the youngest message that was looked at, listed or not.
        var highest: UInt32?
    }

    /// What has a higher number: from the youngest down, until a whole window holds nothing new. One
    /// that is only not full may lack what was deleted just now, with more that is new below.
    private func search(after known: UInt32) throws(MailboxFailure) -> Found {
        guard known < .max else { return Found(highest: known) }
        var found = Set<UInt32>()
        try searchDown(criteria: "UID \(known + 1):*") { uids in
            // “*” is the youngest even where that is older (RFC 3501 section 6.4.8).
            let new = uids.filter { $0 > known }
            found.formUnion(new)
            return !new.isEmpty
        }
        return Found(uids: found.sorted(), highest: found.max() ?? known)
    }

    /// What came since that day, all windows: the order of the days is not that of the numbers.
    private func search(since date: Date) throws(MailboxFailure) -> Found {
        var highest: UInt32?
        try searchDown(criteria: "ALL", most: 1) { uids in
            highest = uids.max()
            return false
        }
        var found = Set<UInt32>()
        try searchDown(criteria: "SINCE \(IMAPDay.text(before: date))") { uids in
            found.formUnion(uids)
            return true
        }
        return Found(
            uids: found.sorted(), highest: [highest, found.max()].compactMap(\.self).max())
    }

    /// Searches windows of messages from the youngest down while `goOn` says so.
    ///
    /// Numbers in the mailbox shift down when others delete messages meanwhile: going down, that
    /// shows some messages twice and hides none.
    private func searchDown(
        criteria: String, most window: UInt32 = IMAPMailbox.window,
        _ goOn: ([UInt32]) -> Bool
    ) throws(MailboxFailure) {
        let deadline = ContinuousClock.now + limits.listing
        var top = state.count
        while top > 0 {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw MailboxFailure(.tooSlow) }
            let range = (top - min(top, window) + 1)...top
            var uids: [UInt32] = []
            let ending = try wire.ask(
                "UID SEARCH \(range.lowerBound):\(range.upperBound) \(criteria)",
                within: min(limits.reply, left)
            ) { response in
                state.note(response)
                if uids.count <= range.count { uids += response.searchResult }
            }
            if case .refused(let words) = ending { throw MailboxFailure(.refused, words: words) }
            guard uids.count <= range.count else {
                throw .outOfStep("\(range.count) messages were searched and more were found")
            }
            guard goOn(uids) else { return }
            top = min(range.lowerBound - 1, state.count)
        }
    }

    // MARK: - A message

    func octets(
        of entry: MailboxEntry, atMost limit: Int
    ) throws(MailboxFailure) -> MailOctets? {
        guard case .uid(let uid) = entry.place, entry.key.text == text(uid) else { return nil }
        let limit = max(0, min(limit, Int(UInt32.max) - 1))
        var body: [UInt8]?
        var isThere = false
        // One octet more tells whether the message goes on; PEEK leaves it unread.
        let ending = try wire.ask(
            "UID FETCH \(uid) (UID BODY.PEEK[]<0.\(limit + 1)>)", keep: limit + 1,
            within: limits.message
        ) { response in
            state.note(response)
            guard let items = FetchedItems(response), items.uid == uid else { return }
            isThere = true
            body = items.body ?? body
        }
        if case .refused(let words) = ending { throw MailboxFailure(.messageRefused, words: words) }
        guard var body else {
            if isThere { throw MailboxFailure(.messageRefused) }
            return nil
        }
        let isCut = body.count > limit
        if isCut { body.removeLast(body.count - limit) }
        return MailOctets(octets: body, isCut: isCut)
    }

    func markRead(_ entries: [MailboxEntry]) throws(MailboxFailure) -> MarkingRefusal? {
        guard isTakingMarks else { return nil }
        if let words = state.refusesMarks { return refuse(words) }
        let uids = entries.compactMap { entry -> UInt32? in
            guard case .uid(let uid) = entry.place, entry.key.text == text(uid) else { return nil }
            return uid
        }
        for set in UIDSet.texts(uids) {
            let ending = try wire.ask(
                #"UID STORE \#(set) +FLAGS.SILENT (\Seen)"#, within: limits.reply
            ) { state.note($0) }
            if case .refused(let words) = ending { return refuse(words) }
        }
        return nil
    }

    private func refuse(_ words: String) -> MarkingRefusal {
        isTakingMarks = false
        return MarkingRefusal(words: words)
    }

    // MARK: - Selecting

    private func select() throws(MailboxFailure) {
        var state = SelectedState()
        let ending = try wire.ask(
            "SELECT \(MailboxName.quoted(account.mailbox))", within: limits.reply
        ) { state.note($0) }
        switch ending {
        case .refused(let words):
            wire.close()
            throw MailboxFailure(.noSuchMailbox, words: words)
        case .done(let code): state.isReadOnly = code.first == "READ-ONLY"
        }
        guard state.validity != nil else {
            throw .outOfStep(
                "the mailbox has no UIDVALIDITY, so nothing in it has a lasting number")
        }
        self.state = state
    }

    // MARK: - Names

    private func text(_ uid: UInt32) -> String { prefix + String(uid) }

    private func mark(_ uid: UInt32) -> MailboxBookmark { MailboxBookmark(text(uid)) }

    private var prefix: String { "\(name);UIDVALIDITY=\(state.validity ?? 0);UID=" }

    /// The number in a bookmark of this mailbox, as it is numbered now.
    private func uid(_ bookmark: MailboxBookmark) -> UInt32? {
        let prefix = prefix
        guard bookmark.text.hasPrefix(prefix) else { return nil }
        return UInt32(bookmark.text.dropFirst(prefix.count))
    }
}
