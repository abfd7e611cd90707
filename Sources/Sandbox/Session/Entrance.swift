import NIOCore
import NIOPosix
import NIOSSL

/// Takes connections and starts a session for each.
struct Entrance: Sendable {
    let group: MultiThreadedEventLoopGroup
    let premises: Premises
    let sessions: OpenSessions
    let host: String

    /// Listens on a port, 0 for any; throws ``SandboxError``.
    func open(port: Int, isSecured: Bool) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { admit($0, isSecured: isSecured) }
                .bind(host: host, port: port).get()
        } catch {
            throw SandboxError.cannotListen(
                host: host, port: port, reason: String(describing: error))
        }
    }

    private func admit(_ channel: any Channel, isSecured: Bool) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if isSecured {
                try pipeline.addHandler(NIOSSLServerHandler(context: premises.security))
            }
            let limit = TimeAmount(premises.configuration.idleLimit)
            try pipeline.addHandler(IdleStateHandler(readTimeout: limit))
            try pipeline.addHandler(
                Inflow { channel, inflow in
                    sessions.start(
                        SMTPSession(
                            premises: premises, channel: channel, inflow: inflow,
                            isSecured: isSecured))
                })
        }
    }
}
