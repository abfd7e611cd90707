import NIOConcurrencyHelpers
import NIOCore

/// The connections that are open: never more than a few at once.
final class Visitors: Sendable {
    /// A gateway has a handful; above this somebody means harm.
    private static let most = 64

    private let open = NIOLockedValueBox([ObjectIdentifier: any Channel]())

    /// False when there is no room: the connection is to be closed.
    func admit(_ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let isAdmitted = open.withLockedValue { open in
            guard open.count < Self.most else { return false }
            open[key] = channel
            return true
        }
        channel.closeFuture.whenComplete { _ in
            _ = self.open.withLockedValue { $0.removeValue(forKey: key) }
        }
        return isAdmitted
    }

    /// Waits until all have gone; each has its own time limit.
    func leave() async {
        for channel in open.withLockedValue({ Array($0.values) }) {
            channel.pipeline.fireUserInboundEventTriggered(Closing())
            // However it ended, it has.
            try? await channel.closeFuture.get()
        }
    }
}

/// Told to a connection when the listener stops: who has not asked yet is not waited for.
struct Closing: Sendable {}
