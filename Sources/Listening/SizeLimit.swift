import NIOCore

/// Closes a connection that sends more than a request can need, before anybody has to keep it.
final class SizeLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Octets of a whole request; a text of six parts, escaped, is below 4 KiB.
    static let most = 16 * 1024

    private var left = most

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        left -= unwrapInboundIn(data).readableBytes
        if left < 0 {
            context.close(promise: nil)
        } else {
            context.fireChannelRead(data)
        }
    }
}
