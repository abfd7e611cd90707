import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Calls a report URL, on loopback only: one GET, one connection.
struct ReportCaller: Sendable {
    let group: MultiThreadedEventLoopGroup

    /// Whether the answer was 2xx within ten seconds.
    func call(_ url: String) async -> Bool {
        guard let parts = URLComponents(string: url), parts.scheme == "http",
            let name = parts.host?.trimmingCharacters(in: ["[", "]"]),
            // Anything else than this machine is not called, and not even looked up.
            let host = try? SandboxRelay.loopback(name)
        else { return false }
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        let target = path + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
        do {
            let status = try await status(host: host, port: parts.port ?? 80, target: target)
            return (200..<300).contains(status)
        } catch {
            return false
        }
    }

    private func status(host: String, port: Int, target: String) async throws -> Int {
        let answered = group.next().makePromise(of: Int.self)
        let limit = answered.futureResult.eventLoop.scheduleTask(in: .seconds(10)) {
            answered.fail(ChannelError.connectTimeout(.seconds(10)))
        }
        let bootstrap = ClientBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(StatusReader(answered))
            }
        }
        do {
            let channel = try await bootstrap.connect(host: host, port: port).get()
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target)
            head.headers.add(name: "Host", value: "\(host):\(port)")
            head.headers.add(name: "Connection", value: "close")
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        } catch {
            answered.fail(error)
        }
        defer { limit.cancel() }
        return try await answered.futureResult.get()
    }
}

/// Waits for the status of the one reply.
private final class StatusReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let answered: EventLoopPromise<Int>

    init(_ answered: EventLoopPromise<Int>) { self.answered = answered }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        answered.succeed(Int(head.status.code))
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answered.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        answered.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
