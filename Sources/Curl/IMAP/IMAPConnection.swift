import CCurl
import Glibc

/// A connection on which libcurl did TCP, TLS, the certificate check and the login, and on which we
/// then speak IMAP ourselves (`CURLOPT_CONNECT_ONLY`).
///
/// libcurl's own IMAP is not enough: its fetch by URL says BODY and not BODY.PEEK, so that a message
/// is marked as read before anybody has recorded it, and it cuts long replies to SEARCH.
///
/// All calls block: it belongs on a thread of its own, never on Swift's cooperative pool.
package final class IMAPConnection {
    private let handle: EasyHandle
    private let descriptor: Int32
    /// Whether it is encrypted.
    package let isEncrypted: Bool
    /// Whether the server took us for somebody before we logged in (PREAUTH).
    package let isPreauthenticated: Bool

    /// Connects, encrypts and logs in, as the endpoint asks.
    package init(_ endpoint: IMAPEndpoint) throws(CurlFailure) {
        let handle = try EasyHandle()
        let dialogue = IMAPDialogue()
        try handle.prepare(endpoint)
        try Self.connect(handle, dialogue)
        guard let socket = handle.socket else {
            throw CurlFailure(code: CurlCode.receiveError, text: "the connection is gone at once")
        }
        self.handle = handle
        descriptor = socket
        isEncrypted = endpoint.encryption == .fromTheStart || dialogue.sawHandshake
        isPreauthenticated = dialogue.isPreauthenticated
    }

    deinit { close() }

    /// Ends the connection at once; shutting down first keeps libcurl from speaking on it.
    package func close() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// How a call ended before its time.
    package enum Interruption: Error, Hashable, Sendable {
        case timedOut
        /// Reset, broken, or a TLS error; libcurl's own words.
        case broken(String)
    }

    /// Sends all bytes, or throws.
    package func send(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(Interruption) {
        var sent = 0
        while sent < bytes.count {
            var count = 0
            let start = bytes.baseAddress?.advanced(by: sent)
            let result = curl_easy_send(handle.pointer, start, bytes.count - sent, &count)
            switch result {
            case CURLE_OK: sent += count
            case CURLE_AGAIN: try wait(for: Int16(POLLOUT), until: deadline)
            default: throw .broken(handle.words(for: result))
            }
        }
    }

    /// Waits for at least one byte and takes what there is; 0 when the server closed.
    package func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(Interruption) -> Int {
        while true {
            var count = 0
            let result = curl_easy_recv(handle.pointer, space.baseAddress, space.count, &count)
            switch result {
            case CURLE_OK: return count
            // TLS may hold bytes that poll does not see: read first, poll after.
            case CURLE_AGAIN: try wait(for: Int16(POLLIN), until: deadline)
            default: throw .broken(handle.words(for: result))
            }
        }
    }

    /// Waits for the socket, at most a second at a time: inside TLS the other direction may be needed.
    private func wait(
        for event: Int16, until deadline: ContinuousClock.Instant
    ) throws(Interruption) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        var entry = pollfd(fd: descriptor, events: event, revents: 0)
        let slice = min(left, .seconds(1))
        _ = poll(&entry, 1, max(1, Int32(slice / .milliseconds(1))))
    }
}
