import NIOCore
import NIOHTTP1

/// Gathers the parts of a request and sends the desk's answer.
final class TextInflow: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Above this nobody means a text.
    private static let largestBody = 64 * 1024

    private let desk: GatewayDesk
    private var request: TextRequest?

    init(_ desk: GatewayDesk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): request = TextRequest(method: head.method, path: head.uri)
        case .body(let bytes):
            request?.body += bytes.readableBytesView
            if let body = request?.body, body.count > Self.largestBody {
                request = nil
                context.close(promise: nil)
            }
        case .end:
            guard let request else { return }
            self.request = nil
            Conversation(channel: context.channel, desk: desk).start(request)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// One request and its answer, then the report.
private struct Conversation: Sendable {
    let channel: any Channel
    let desk: GatewayDesk

    func start(_ request: TextRequest) {
        Task { await answer(request) }
    }

    private func answer(_ request: TextRequest) async {
        let (answer, text) = await desk.answer(request)
        // A client that is gone already is the same as one that goes now.
        switch answer {
        case .silence: try? await channel.close()
        case .reply(let status, let body): try? await send(status, body)
        }
        if let text { desk.follow(text) }
    }

    private func send(_ status: Int, _ body: String) async throws {
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
        head.headers.add(name: "Content-Type", value: "application/json")
        head.headers.add(name: "Content-Length", value: String(body.utf8.count))
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(
            HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
        try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    }
}
