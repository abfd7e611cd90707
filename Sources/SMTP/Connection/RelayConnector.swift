import ConvokeCore
import Curl

/// Opens connections to the account's relay through libcurl.
package struct RelayConnector: Connector {
    private let account: RelayAccount
    private let endpoint: SMTPEndpoint
    private let loop: SessionLoop

    /// The connections wait on `loop`.
    package init(_ account: RelayAccount, limits: TimeLimits = TimeLimits(), loop: SessionLoop) {
        self.init(account, endpoint: account.endpoint(limits), loop: loop)
    }

    init(_ account: RelayAccount, endpoint: SMTPEndpoint, loop: SessionLoop) {
        self.account = account
        self.endpoint = endpoint
        self.loop = loop
    }

    package func connect() async throws(SessionFailure) -> Connection {
        let session: OpenSession
        do throws(CurlFailure) {
            // Connecting blocks until the server has said all that it says first.
            session = try await BlockingThread.run(stack: 1 << 20) {
                [endpoint] () throws(CurlFailure) in try OpenSession(endpoint)
            }
        } catch {
            throw SessionFailure(error)
        }
        let capabilities = Capabilities(greeting: session.greeting)
        // libcurl goes on without a login when the server offers none that it can read.
        guard account.relay.user == nil || session.isLoggedIn else {
            throw SessionFailure(
                .loginNotOffered, stage: .auth, detail: "AUTH was not announced in a form we know")
        }
        return Connection(transport: CurlTransport(session, loop), capabilities: capabilities)
    }
}
