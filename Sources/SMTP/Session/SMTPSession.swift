import ConvokeCore

/// One SMTP session: takes parcels from a feed and sends them over one connection at a time, until
/// there are no more.
///
/// It is one line of code that waits, not one that blocks: several sessions take turns on one thread
/// (`SessionLoop`), and share nothing but the feed.
package final class SMTPSession {
    private let number: Int
    private let connector: any Connector
    private let limits: TimeLimits
    private var conversation: Conversation?

    /// After so many connections in a row that came to nothing, the relay is the trouble.
    static let patience = 3

    package init(
        number: Int, connector: any Connector, limits: TimeLimits = TimeLimits()
    ) {
        self.number = number
        self.connector = connector
        self.limits = limits
    }

    /// Sends until the feed has nothing left.
    ///
    /// Throws a `SessionFailure` when it is the account that failed, or the feed's own error when an
    /// intent could not be written. Either way every parcel that it took has ended.
    package func run(_ feed: any ParcelFeed) async throws {
        var manifest = Manifest(feed: feed, session: number)
        defer { hangUp() }
        do {
            try await connect()
            while await manifest.hasMore() { try await serve(&manifest) }
        } catch {
            await manifest.abandon((error as? SessionFailure)?.summary ?? "the run stopped")
            throw error
        }
        await conversation?.quit()
    }

    /// Sends on one connection as long as it lasts.
    private func serve(_ manifest: inout Manifest) async throws {
        if conversation == nil { try await connect() }
        do {
            try await conversation?.go(&manifest)
        } catch is ParcelWithdrawn {
            hangUp()
            manifest.withdrawFirst()
        } catch let fault as LineFault {
            hangUp()
            await manifest.lost(fault)
            guard manifest.troubles < Self.patience else {
                throw SessionFailure(
                    .unreliable, stage: .mail, reply: fault.reply, detail: fault.words)
            }
        }
    }

    private func connect() async throws(SessionFailure) {
        let connection = try await connector.connect()
        conversation = Conversation(connection, limits: limits)
    }

    private func hangUp() {
        conversation?.close()
        conversation = nil
    }
}

extension SessionFailure {
    /// For the record of a delivery that it touched.
    var summary: String {
        reply?.text ?? detail ?? kind.rawValue
    }
}
