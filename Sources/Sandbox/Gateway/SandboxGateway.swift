package import Foundation
import NIOCore
import NIOPosix

/// A text-message gateway on a loopback address that delivers nothing and keeps everything.
///
/// It takes `POST /send` with `{"to", "text", "reference", "report"}` as JSON, `report` being
/// optional, and answers 200 with `{"id": …}`, or with an `error`. A little later it calls the
/// report URL with `status` and `answer` added to its query, as Kannel would: 1 delivered, 2
/// failed. Once started it must be stopped.
package actor SandboxGateway {
    /// Where the gateway is reached; stays the same through outages.
    package nonisolated let host: String
    package nonisolated let port: Int
    package nonisolated let directory: URL

    private nonisolated let desk: GatewayDesk
    private let door: GatewayDoor
    private var listener: (any Channel)?

    /// What `url` is under `sms` in the settings.
    package nonisolated var url: String {
        "http://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }
    /// One ``SandboxText`` a line; see ``SandboxText/read(from:)``.
    package nonisolated var texts: URL { directory.appending(path: "texts.jsonl") }
    /// What has been counted up to now.
    package nonisolated var record: SandboxGatewayRecord { desk.record }

    /// Makes the folder and listens; throws ``SandboxError``.
    package static func start(
        _ configuration: SandboxGatewayConfiguration
    ) async throws -> SandboxGateway {
        let host = try SandboxRelay.loopback(configuration.host)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let desk = try GatewayDesk(configuration, caller: ReportCaller(group: group))
            let door = GatewayDoor(group: group, desk: desk, host: host)
            return SandboxGateway(door, try await door.open(port: configuration.port))
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    private init(_ door: GatewayDoor, _ listener: any Channel) {
        self.door = door
        self.listener = listener
        desk = door.desk
        host = door.host
        port = listener.localAddress?.port ?? door.desk.configuration.port
        directory = door.desk.configuration.directory
    }

    /// Switches a fault of the whole gateway on or off: nobody listens, or every request gets 503.
    /// Throws ``SandboxError`` when the port was taken by someone else in the meantime.
    package func setOutage(_ outage: SandboxOutage) async throws {
        desk.setOutage(outage)
        if outage == .unreachable {
            await close()
        } else if listener == nil {
            listener = try await door.open(port: port)
        }
    }

    /// Stops listening, closes all connections and drops the reports that are still to come. The
    /// folder stays.
    package func stop() async throws {
        await close()
        await desk.stop()
        try await door.group.shutdownGracefully()
    }

    private func close() async {
        // Closed already is as good as closed now.
        try? await listener?.close()
        listener = nil
        await door.connections.closeAll()
    }
}
