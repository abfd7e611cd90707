package import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A relay on a loopback address that delivers nothing and keeps everything.
///
/// Its folder holds `mail/` and `bounces/` (Maildirs, message bytes exactly as received),
/// `envelopes.jsonl` (one ``SandboxEnvelope`` a line) and `ca.pem` (what clients must trust).
/// Once started it must be stopped.
package actor SandboxRelay {
    /// Where the relay is reached; stays the same through outages.
    package nonisolated let host: String
    package nonisolated let smtpPort: Int
    /// The port with TLS from the first byte; nil when none was asked for.
    package nonisolated let smtpsPort: Int?
    package nonisolated let directory: URL

    private nonisolated let premises: Premises
    private let group: MultiThreadedEventLoopGroup
    private let sessions: OpenSessions
    private var listeners: [any Channel]

    /// The certificate authority that a client must trust, as a PEM file.
    package nonisolated var caFile: URL { directory.appending(path: "ca.pem") }
    /// The Maildir of kept messages, and that of reports to their senders.
    package nonisolated var mail: URL { directory.appending(path: "mail") }
    package nonisolated var bounces: URL { directory.appending(path: "bounces") }
    /// One ``SandboxEnvelope`` a line; see ``SandboxEnvelope/read(from:)``.
    package nonisolated var envelopes: URL { directory.appending(path: "envelopes.jsonl") }
    /// What has been counted up to now.
    package nonisolated var record: SandboxRecord { premises.record }

    /// Makes the folder and listens; throws ``SandboxError``.
    package static func start(_ configuration: SandboxConfiguration) async throws -> SandboxRelay {
        let host = try Self.loopback(configuration.host)
        let storehouse = try Storehouse(directory: configuration.directory)
        let authority = try ThrowawayAuthority(now: Date())
        let caFile = configuration.directory.appending(path: "ca.pem")
        do {
            try Data(authority.certificatePEM.utf8).write(to: caFile, options: .atomic)
        } catch {
            throw SandboxError.cannotWrite(
                path: caFile.path, reason: error.localizedDescription, isDiskFull: false)
        }
        let premises = Premises(
            configuration: configuration, storehouse: storehouse, security: authority.context)
        return try await listen(premises, host: host)
    }

    private static func listen(_ premises: Premises, host: String) async throws -> SandboxRelay {
        let configuration = premises.configuration
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let sessions = OpenSessions()
        let entrance = Entrance(group: group, premises: premises, sessions: sessions, host: host)
        do {
            let plain = try await entrance.open(port: configuration.port, isSecured: false)
            var secured: (any Channel)?
            if let port = configuration.smtpsPort {
                secured = try await entrance.open(port: port, isSecured: true)
            }
            return SandboxRelay(entrance: entrance, plain: plain, secured: secured)
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    private init(entrance: Entrance, plain: any Channel, secured: (any Channel)?) {
        host = entrance.host
        premises = entrance.premises
        group = entrance.group
        sessions = entrance.sessions
        directory = entrance.premises.configuration.directory
        smtpPort = plain.localAddress?.port ?? entrance.premises.configuration.port
        smtpsPort = secured.map { $0.localAddress?.port ?? 0 }
        listeners = [plain, secured].compactMap(\.self)
    }

    /// Switches a fault of the whole relay on or off; throws ``SandboxError`` when the port was
    /// taken by someone else in the meantime.
    package func setOutage(_ outage: SandboxOutage) async throws {
        premises.outage = outage
        if outage == .unreachable {
            await close()
        } else if listeners.isEmpty {
            try await reopen()
        }
    }

    /// Waits until no client is connected any more; to be asked when all of them have left.
    package func clientsGone() async {
        await sessions.allEnded()
    }

    /// Closes all sessions and stops listening. The folder stays.
    package func stop() async throws {
        await close()
        try await group.shutdownGracefully()
    }

    private func close() async {
        let closing = listeners
        listeners = []
        for listener in closing {
            // Closed already is as good as closed now.
            try? await listener.close()
        }
        await sessions.closeAll()
    }

    private func reopen() async throws {
        let entrance = Entrance(group: group, premises: premises, sessions: sessions, host: host)
        listeners.append(try await entrance.open(port: smtpPort, isSecured: false))
        if let smtpsPort {
            listeners.append(try await entrance.open(port: smtpsPort, isSecured: true))
        }
    }

    /// The address to listen on; throws when it is not a loopback address.
    static func loopback(_ host: String) throws -> String {
        if host.lowercased() == "localhost" { return "127.0.0.1" }
        let isLoopback =
            switch try? SocketAddress(ipAddress: host, port: 0) {
            case .v4(let address): address.address.sin_addr.s_addr & 0xFF == 127
            case .v6: host == "::1"
            default: false
            }
        guard isLoopback else { throw SandboxError.notLoopback(host: host) }
        return host
    }
}
