/// A connection on which libcurl did TCP, TLS, certificate check, EHLO and login, and on which we
/// then speak ourselves (`CURLOPT_CONNECT_ONLY`).
///
/// All calls block: it belongs on a thread of its own, never on Swift's cooperative pool.
package final class OpenSession {
    private let connection: OpenConnection
    /// Whether it is encrypted.
    package var isEncrypted: Bool { connection.isEncrypted }
    /// The lines of the EHLO reply that holds (the one inside TLS), without codes, the first names the
    /// server; empty if the server only knows HELO.
    package let greeting: [String]
    /// The lines of the server's banner, with codes.
    package let banner: [String]
    /// Whether libcurl logged in. It does not when the server offers no AUTH, and says nothing.
    package let isLoggedIn: Bool

    /// Connects, encrypts, greets and logs in, as the endpoint asks.
    package init(_ endpoint: SMTPEndpoint) throws(CurlFailure) {
        let handle = try EasyHandle()
        let dialogue = Dialogue()
        try handle.prepare(endpoint)
        try Self.connect(handle, dialogue, endpoint)
        let isEncrypted = endpoint.encryption == .fromTheStart || dialogue.sawHandshake
        connection = try OpenConnection(handle, isEncrypted: isEncrypted)
        greeting = dialogue.greeting
        banner = dialogue.banner
        isLoggedIn = dialogue.sawAuth
    }

    /// Ends the connection at once. What was sent and not yet received by the server may be lost.
    package func close() { connection.close() }

    package typealias Interruption = ConnectionInterruption

    /// Sends all bytes, or throws; `handedOver` then counts those that may have left, never too few.
    package func send(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant,
        handedOver: inout Int
    ) throws(Interruption) {
        try connection.send(bytes, by: deadline, handedOver: &handedOver)
    }

    /// Waits for at least one byte and takes what there is; 0 when the server closed.
    package func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(Interruption) -> Int {
        try connection.receive(into: space, by: deadline)
    }
}
