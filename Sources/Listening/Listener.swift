import NIOCore
import NIOHTTP1
import NIOPosix

/// Takes small GET requests on one address and hands each to a closure. Once started it must be
/// stopped.
///
/// A connection carries one request, has ten seconds for it, and is closed above 16 KiB: a gateway's
/// report is far below, and a stranger can hold little.
package actor Listener {
    /// A path without its query, the query without `?` (empty when there is none), and the HTTP
    /// status to answer with. It may be asked several times at once.
    package typealias Answer = @Sendable (_ path: String, _ query: String) async -> Int

    package nonisolated let host: String
    package nonisolated let port: Int

    private let group: MultiThreadedEventLoopGroup
    private let visitors: Visitors
    private var channel: (any Channel)?

    /// Listens on an address; port 0 takes any.
    ///
    /// - Throws: ``ListeningError`` when somebody else listens there, or the address is not this
    ///   machine's.
    package static func start(
        host: String, port: Int, answer: @escaping Answer
    ) async throws -> Listener {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let visitors = Visitors()
        do {
            let channel = try await bootstrap(group, visitors, answer)
                .bind(host: host, port: port).get()
            return Listener(host, port, group, visitors, channel)
        } catch {
            try await group.shutdownGracefully()
            throw ListeningError(host: host, port: port, reason: "\(error)")
        }
    }

    private init(
        _ host: String, _ port: Int, _ group: MultiThreadedEventLoopGroup, _ visitors: Visitors,
        _ channel: any Channel
    ) {
        self.host = host
        self.port = channel.localAddress?.port ?? port
        self.group = group
        self.visitors = visitors
        self.channel = channel
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ visitors: Visitors, _ answer: @escaping Answer
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard visitors.admit(channel) else { throw ChannelError.alreadyClosed }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(SizeLimit())
                    try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try pipeline.addHandler(Request(answer))
                }
            }
    }

    /// Stops listening, waits until what is being answered is answered, and closes.
    package func stop() async throws {
        guard let channel else { return }
        self.channel = nil
        // Closed already is as good as closed now.
        try? await channel.close()
        await visitors.leave()
        try await group.shutdownGracefully()
    }
}

/// Why nothing can be heard on an address.
package struct ListeningError: Error, Hashable, Sendable {
    package let host: String
    package let port: Int
    /// The system's words.
    package let reason: String
}
