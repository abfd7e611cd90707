import ConvokeCore
import Curl

/// Opens connections to the account's relay through libcurl.
package struct RelayConnector: Connector {
    private let account: RelayAccount
    private let endpoint: SMTPEndpoint

    package init(_ account: RelayAccount, limits: TimeLimits = TimeLimits()) {
        self.init(account, endpoint: account.endpoint(limits))
    }

    init(_ account: RelayAccount, endpoint: SMTPEndpoint) {
        self.account = account
        self.endpoint = endpoint
    }

    package func connect() throws(SessionFailure) -> Connection {
        let session: OpenSession
        do {
            session = try OpenSession(endpoint)
        } catch {
            throw SessionFailure(error)
        }
        let capabilities = Capabilities(greeting: session.greeting)
        // libcurl goes on without a login when the server offers none that it can read.
        guard account.relay.user == nil || session.isLoggedIn else {
            throw SessionFailure(
                .loginNotOffered, stage: .auth, detail: "AUTH was not announced in a form we know")
        }
        return Connection(transport: CurlTransport(session), capabilities: capabilities)
    }
}

/// An open session of libcurl's as the transaction's transport.
final class CurlTransport: Transport {
    private let session: OpenSession

    init(_ session: OpenSession) {
        self.session = session
    }

    var now: ContinuousClock.Instant { .now }

    func send(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant,
        handedOver: inout Int
    ) throws(TransportFailure) {
        do {
            try session.send(bytes, by: deadline, handedOver: &handedOver)
        } catch {
            throw TransportFailure(error)
        }
    }

    func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(TransportFailure) -> Int {
        do {
            return try session.receive(into: space, by: deadline)
        } catch {
            throw TransportFailure(error)
        }
    }

    func close() { session.close() }
}

extension TransportFailure {
    fileprivate init(_ interruption: OpenSession.Interruption) {
        self =
            switch interruption {
            case .timedOut: .timedOut
            case .broken(let words): .broken(words)
            }
    }
}
