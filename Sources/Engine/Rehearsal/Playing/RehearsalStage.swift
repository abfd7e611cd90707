import ConvokeCore
import Foundation
import Sandbox

/// Where a rehearsal takes place: a relay and a gateway on this machine that deliver nothing, a ledger
/// of its own, and the office as it is with these in the place of everything that leads outside.
///
/// Nothing else can be reached from here: the relay, the gateway and the mailbox of `office` are those
/// of the stage, links are not asked for, and no monitor is told.
struct RehearsalStage: Sendable {
    private let relay: SandboxRelay
    private let gateway: SandboxGateway?
    private let folders: [URL]
    private let office: Office

    /// What relay and gateway do there.
    struct Scene {
        let relayLargest: Int
        let misbehaviours: [String: Misbehaviour]
        let textMisbehaviours: [String: TextMisbehaviour]
        /// The key of codes and return paths: with it, two rehearsals write the same letters.
        let key: Data

        init(_ world: World, _ fates: Fates, seed: UInt64) {
            relayLargest = world.relayLargest
            misbehaviours = fates.misbehaviours
            textMisbehaviours = fates.textMisbehaviours
            key = Data((0..<32).map { UInt8(Dice(seed: seed).roll("key", "\($0)") * 256) })
        }
    }

    /// Starts relay and gateway on free ports of the loopback address.
    static func open(
        _ real: Office, _ convocation: Convocation, _ scene: Scene
    ) async throws -> RehearsalStage {
        let folders = try [FileManager.default.temporaryDirectory, quickFolder].map(Self.make)
        do {
            try TokenKey.write(scene.key, root: folders[0].path)
            return try await open(real, convocation, scene, in: folders)
        } catch {
            for folder in folders { try? FileManager.default.removeItem(at: folder) }
            throw error
        }
    }

    private static func open(
        _ real: Office, _ convocation: Convocation, _ scene: Scene, in folders: [URL]
    ) async throws -> RehearsalStage {
        var relay = SandboxConfiguration(directory: folders[0].appending(path: "relay"))
        relay.misbehaviours = scene.misbehaviours
        relay.sizeLimit = scene.relayLargest
        relay.keepsMail = false
        var texts = SandboxGatewayConfiguration(directory: folders[0].appending(path: "texts"))
        texts.misbehaviours = scene.textMisbehaviours
        let relayStarted = try await SandboxRelay.start(relay)
        do {
            let gateway =
                real.settings.sms == nil ? nil : try await SandboxGateway.start(texts)
            let settings = real.settings.rehearsing(
                relay: relayStarted, gateway: gateway,
                ledger: folders[1].appending(path: "ledger.sqlite").path)
            return RehearsalStage(
                relay: relayStarted, gateway: gateway, folders: folders,
                office: Office(
                    folder: real.folder, settings: settings, clock: real.clock,
                    ownFolder: folders[0].path, memory: OfficeMemory(convocation)))
        } catch {
            try await relayStarted.stop()
            throw error
        }
    }

    /// The office of the rehearsal at a moment.
    func office(at now: Date) -> Office {
        Office(
            folder: office.folder, settings: office.settings, clock: .frozen(at: now),
            ownFolder: office.ownFolder, memory: office.memory)
    }

    var ledgerPath: String { office.ledgerPath }

    /// A relay that is down says so to whoever connects: its port stays its own.
    func set(relayDown: Bool, gatewayDown: Bool) async throws {
        try await relay.setOutage(relayDown ? .unavailable : .none)
        try await gateway?.setOutage(gatewayDown ? .unavailable : .none)
    }

    /// Stops relay and gateway and removes everything that was kept.
    func close() async throws {
        try await gateway?.stop()
        try await relay.stop()
        for folder in folders { try FileManager.default.removeItem(at: folder) }
    }

    /// Where a ledger need not wait for a disk: nothing of a rehearsal has to outlive it.
    private static var quickFolder: URL {
        let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        return FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
    }

    private static func make(in parent: URL) throws -> URL {
        let name = "convoke-rehearsal-\(getpid())-\(UUID().uuidString.prefix(8))"
        let folder = parent.appending(path: name)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return folder
    }
}

extension Settings {
    /// The same office, and every way out of it leads to the stage. One session sends everything, so
    /// that two rehearsals send in the same order.
    fileprivate func rehearsing(
        relay: SandboxRelay, gateway: SandboxGateway?, ledger: String
    ) -> Settings {
        Settings(
            organisation: organisation, from: from, replyTo: replyTo, timeZone: timeZone,
            region: region, contacts: contacts, ledger: ledger,
            relay: RelaySettings(
                scheme: .smtp, host: relay.host, port: relay.smtpPort, user: nil, password: nil,
                caFile: nil, sessions: 1, rate: nil, place: self.relay.place),
            retry: retry, returnPath: returnPath,
            inbox: inbox.map { _ in .maildir(relay.bounces.path) },
            sms: gateway.flatMap { gateway in sms?.rehearsing(at: gateway.url) },
            onDoubt: onDoubt, quiet: quiet, guardLimits: guardLimits, watchURL: nil, place: place,
            contactPlaces: contactPlaces)
    }
}

extension GatewaySettings {
    fileprivate func rehearsing(at url: String) -> GatewaySettings {
        GatewaySettings(
            kind: .sandbox, values: ["url": url], headers: [:], secret: nil, alphabet: alphabet,
            rate: rate, perNumber: perNumber, place: place)
    }
}
