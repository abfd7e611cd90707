import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// Takes connections and reads requests from each.
struct GatewayDoor: Sendable {
    let group: MultiThreadedEventLoopGroup
    let desk: GatewayDesk
    let host: String
    let connections = OpenConnections()

    /// Listens on a port, 0 for any; throws ``SandboxError``.
    func open(port: Int) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        connections.add(channel)
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.configureHTTPServerPipeline()
                        try pipeline.addHandler(TextInflow(desk))
                    }
                }
                .bind(host: host, port: port).get()
        } catch {
            throw SandboxError.cannotListen(
                host: host, port: port, reason: String(describing: error))
        }
    }
}

/// The connections that are open, so that they can be closed together.
final class OpenConnections: Sendable {
    private let open = NIOLockedValueBox([ObjectIdentifier: any Channel]())

    func add(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        open.withLockedValue { $0[key] = channel }
        channel.closeFuture.whenComplete { _ in
            _ = self.open.withLockedValue { $0.removeValue(forKey: key) }
        }
    }

    func closeAll() async {
        for channel in open.withLockedValue({ Array($0.values) }) {
            // Closed already is as good as closed now.
            try? await channel.close()
        }
    }
}
