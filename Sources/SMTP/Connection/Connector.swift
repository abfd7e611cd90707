/// Opens connections that are ready for mail.
package protocol Connector: Sendable {
    /// Waits without blocking: sessions share their thread.
    func connect() async throws(SessionFailure) -> Connection
}

/// An open connection, and what the relay can do on it.
package struct Connection {
    package let transport: any Transport
    package let capabilities: Capabilities

    package init(transport: any Transport, capabilities: Capabilities) {
        self.transport = transport
        self.capabilities = capabilities
    }
}
