/// A connection on which libcurl did TCP, TLS, the certificate check and the login, and on which we
/// then speak IMAP ourselves (`CURLOPT_CONNECT_ONLY`).
///
/// libcurl's own IMAP is not enough: its fetch by URL says BODY and not BODY.PEEK, so that a message
/// is marked as read before anybody has recorded it, and it cuts long replies to SEARCH.
///
/// All calls block: it belongs on a thread of its own, never on Swift's cooperative pool.
package final class IMAPConnection {
    private let connection: OpenConnection
    /// Whether it is encrypted.
    package var isEncrypted: Bool { connection.isEncrypted }
    /// Whether the server took us for somebody before we logged in (PREAUTH).
    package let isPreauthenticated: Bool

    /// Connects, encrypts and logs in, as the endpoint asks.
    package init(_ endpoint: IMAPEndpoint) throws(CurlFailure) {
        let handle = try EasyHandle()
        let dialogue = IMAPDialogue()
        try handle.prepare(endpoint)
        try Self.connect(handle, dialogue)
        let isEncrypted = endpoint.encryption == .fromTheStart || dialogue.sawHandshake
        connection = try OpenConnection(handle, isEncrypted: isEncrypted)
        isPreauthenticated = dialogue.isPreauthenticated
    }

    /// Ends the connection at once.
    package func close() { connection.close() }

    package typealias Interruption = ConnectionInterruption

    /// Sends all bytes, or throws.
    package func send(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(Interruption) {
        try connection.sendAll(bytes, by: deadline)
    }

    /// Waits for at least one byte and takes what there is; 0 when the server closed.
    package func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(Interruption) -> Int {
        try connection.receive(into: space, by: deadline)
    }
}
