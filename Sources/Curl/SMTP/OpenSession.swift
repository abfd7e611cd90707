/// A connection on which libcurl did TCP, TLS, certificate check, EHLO and login, and on which we
/// then speak ourselves (`CURLOPT_CONNECT_ONLY`).
///
/// Connecting blocks: that belongs on a thread of its own, never on Swift's cooperative pool. Nothing
/// else does: whoever gets nil from `write` or `read` waits for the `descriptor`.
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

    /// The socket, to wait for. Inside TLS either direction may be what is needed.
    package var descriptor: Int32 { connection.descriptor }

    /// Sends what can be sent now, and returns how many bytes that were; nil when it is none.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Interruption) -> Int? {
        try connection.write(bytes)
    }

    /// How many of so many bytes may have left although `write` returned nil or threw.
    package func atStake(of count: Int) -> Int { connection.atStake(of: count) }

    /// Takes what there is; 0 when the server closed, nil when there is nothing yet. Inside TLS there may
    /// be something that the socket does not show.
    package func read(into space: UnsafeMutableRawBufferPointer) throws(Interruption) -> Int? {
        try connection.read(into: space)
    }
}
