import NIOConcurrencyHelpers
import NIOCore

/// The bytes of one connection on their way from the event loop to the session that reads them.
///
/// A client that sends faster than the session reads is left waiting by the system's own flow
/// control: above `highWater` unread bytes nothing more is read from the socket.
final class Inflow: ChannelDuplexHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// What a session finds when it asks for more.
    enum Arrival: Sendable {
        case bytes(ByteBuffer)
        /// The client has closed, or the line has broken; there will be no more.
        case ended
        /// Nothing came for the idle limit.
        case idle
    }

    private struct State {
        var unread: ByteBuffer?
        var ended = false
        var waiting: CheckedContinuation<Arrival, Never>?
        var heldRead: ChannelHandlerContext.Bound?
    }

    private static let highWater = 1 << 20
    private let state = NIOLockedValueBox(State())
    private let connected: @Sendable (any Channel, Inflow) -> Void

    /// `connected` is called once, as soon as the connection can be written to.
    init(connected: @escaping @Sendable (any Channel, Inflow) -> Void) {
        self.connected = connected
    }

    /// Whether bytes have come that nobody has taken.
    var hasUnread: Bool { state.withLockedValue { $0.unread != nil } }

    /// Waits for bytes, and takes all there are. Only one caller may wait at a time.
    func next() async -> Arrival {
        await withCheckedContinuation { continuation in
            let (arrival, held) = state.withLockedValue { state in
                let arrival = Self.takeArrival(&state)
                if arrival == nil { state.waiting = continuation }
                return (arrival, state.heldRead.take())
            }
            held?.read()
            if let arrival { continuation.resume(returning: arrival) }
        }
    }

    private static func takeArrival(_ state: inout State) -> Arrival? {
        if let unread = state.unread.take() { return .bytes(unread) }
        return state.ended ? .ended : nil
    }

    func channelActive(context: ChannelHandlerContext) { connected(context.channel, self) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        let waiting = state.withLockedValue { state in
            guard let waiting = state.waiting.take() else {
                if state.unread == nil {
                    state.unread = bytes
                } else {
                    state.unread?.writeBuffer(&bytes)
                }
                return CheckedContinuation<Arrival, Never>?.none
            }
            return waiting
        }
        waiting?.resume(returning: .bytes(bytes))
    }

    func read(context: ChannelHandlerContext) {
        let isHeld = state.withLockedValue { state in
            guard (state.unread?.readableBytes ?? 0) > Self.highWater else { return false }
            state.heldRead = ChannelHandlerContext.Bound(context)
            return true
        }
        if !isHeld { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) { end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A broken line or a failed handshake: for the session it is the end of input.
        end()
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            state.withLockedValue { $0.waiting.take() }?.resume(returning: .idle)
        } else if case .inputClosed = event as? ChannelEvent {
            end()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func end() {
        let waiting = state.withLockedValue { state in
            state.ended = true
            return state.waiting.take()
        }
        waiting?.resume(returning: .ended)
    }
}

extension ChannelHandlerContext {
    /// A context that may be kept elsewhere; it is used on its own event loop only.
    fileprivate struct Bound: Sendable {
        private let context: NIOLoopBound<ChannelHandlerContext>

        init(_ context: ChannelHandlerContext) {
            self.context = NIOLoopBound(context, eventLoop: context.eventLoop)
        }

        func read() {
            context.eventLoop.execute { context.value.read() }
        }
    }
}

extension Optional {
    /// What was here, leaving nothing.
    mutating func take() -> Wrapped? {
        defer { self = nil }
        return self
    }
}
