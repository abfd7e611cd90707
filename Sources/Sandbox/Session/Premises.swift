import NIOConcurrencyHelpers
import NIOSSL

/// What all sessions of one relay share.
final class Premises: Sendable {
    let configuration: SandboxConfiguration
    let storehouse: Storehouse
    let security: NIOSSLContext
    private let counts = NIOLockedValueBox(SandboxRecord())
    private let seen = NIOLockedValueBox(Set<Pair>())
    private let currentOutage = NIOLockedValueBox(SandboxOutage.none)

    private struct Pair: Hashable {
        let sender: String
        let recipient: String
    }

    init(configuration: SandboxConfiguration, storehouse: Storehouse, security: NIOSSLContext) {
        self.configuration = configuration
        self.storehouse = storehouse
        self.security = security
    }

    var record: SandboxRecord { counts.withLockedValue { $0 } }

    func count(_ change: (inout SandboxRecord) -> Void) {
        counts.withLockedValue { change(&$0) }
    }

    /// Counts a new connection and numbers it.
    func countSession() -> Int {
        counts.withLockedValue { record in
            record.sessions += 1
            record.openSessions += 1
            return record.sessions
        }
    }

    var outage: SandboxOutage {
        get { currentOutage.withLockedValue { $0 } }
        set { currentOutage.withLockedValue { $0 = newValue } }
    }

    /// Whether this sender tries this recipient for the first time; it is remembered.
    func isFirstTry(sender: String, recipient: String) -> Bool {
        seen.withLockedValue { $0.insert(Pair(sender: sender, recipient: recipient)).inserted }
    }
}
