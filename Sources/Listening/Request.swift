import NIOCore
import NIOHTTP1

/// The one request of a connection, and its answer.
final class Request: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let timeLimit = TimeAmount.seconds(10)

    private enum State {
        case reading(HTTPRequestHead?)
        case answering
    }

    private let answer: Listener.Answer
    private var state = State.reading(nil)
    private var limit: Scheduled<Void>?

    init(_ answer: @escaping Listener.Answer) { self.answer = answer }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        limit = context.eventLoop.scheduleTask(in: Self.timeLimit) {
            channel.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .reading(let known) = state else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): state = .reading(head)
        case .body: refuse(context, 413)
        case .end: if let known { take(known, context) }
        }
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard head.method == .GET else { return refuse(context, 405) }
        let parts = head.uri.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        let query = parts.count > 1 ? String(parts[1]) : ""
        begin()
        let (answer, channel) = (answer, context.channel)
        Task { Reply.send(await answer(path, query), on: channel) }
    }

    private func refuse(_ context: ChannelHandlerContext, _ status: Int) {
        begin()
        Reply.send(status, on: context.channel)
    }

    /// The time limit is for asking; the answer takes the time that it takes.
    private func begin() {
        state = .answering
        limit?.cancel()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is Closing, case .reading = state { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        limit?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// An answer without a body, after which the connection is closed.
private enum Reply {
    static func send(_ status: Int, on channel: any Channel) {
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
        head.headers.add(name: "Content-Length", value: "0")
        head.headers.add(name: "Connection", value: "close")
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in
            channel.close(promise: nil)
        }
    }
}
