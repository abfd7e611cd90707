import ConvokeCore
import Foundation
import Synchronization

@testable import SMTP

/// Parcels and accounts as the tests need them.
enum Sample {
    static func address(_ local: String) -> EmailAddress {
        EmailAddress(localPart: local, domain: "office.example", asciiDomain: "office.example")
    }

    static func parcel(
        _ number: Int = 1, sender: String? = nil, recipient: String? = nil,
        chunks: [String]? = nil, isSevenBit: Bool = true
    ) -> Parcel {
        let text = chunks ?? ["Subject: \(number)\r\n\r\nKinh moi.\r\n"]
        return Parcel(
            delivery: Int64(number),
            envelope: Envelope(
                sender: address(sender ?? "bounce+\(number)"),
                recipient: address(recipient ?? "r\(number)"), envelopeID: "id-\(number)"),
            message: Message(
                chunks: text.map { .init(Array($0.utf8)) }, isSevenBit: isSevenBit))
    }

    /// Larger than all buffers between us and a server that does not read.
    static func large(_ number: Int = 1) -> Parcel {
        let line = Array(String(repeating: "x", count: 62).utf8) + [13, 10]
        let bytes = [UInt8](
            unsafeUninitializedCapacity: line.count * 400_000
        ) { space, count in
            for place in 0..<400_000 {
                for (offset, byte) in line.enumerated() { space[place * 64 + offset] = byte }
            }
            count = line.count * 400_000
        }
        let head = Message.Chunk(Array("Subject: large\r\n\r\n".utf8))
        return Parcel(
            delivery: Int64(number),
            envelope: Envelope(
                sender: address("bounce"), recipient: address("large"), envelopeID: "large"),
            message: Message(chunks: [head, .init(bytes)], isSevenBit: true))
    }

    static func relay(
        port: Int, scheme: RelaySettings.Scheme = .smtp, host: String = "127.0.0.1",
        user: String? = nil
    ) -> RelaySettings {
        RelaySettings(
            scheme: scheme, host: host, port: port, user: user, password: nil, caFile: nil,
            sessions: 1, rate: nil, place: Place("convoke.yaml"))
    }

    static func account(
        port: Int, user: String? = nil, password: String? = nil, caFile: String? = nil,
        scheme: RelaySettings.Scheme = .smtp, host: String = "127.0.0.1"
    ) -> RelayAccount {
        RelayAccount(
            relay: relay(port: port, scheme: scheme, host: host, user: user), password: password,
            caFile: caFile, ehloName: "client.example")
    }
}

/// A feed of given parcels that keeps what became of them.
final class TestFeed: ParcelFeed {
    struct State {
        var waiting: [Parcel]
        var taken: [Int64] = []
        var confirmed: Set<Int64> = []
        var ended: [(delivery: Int64, attempt: Attempt)] = []
        /// Beyond it `confirmIntent` throws.
        var confirmations = Int.max
        /// Whether parcels are only given to those who wait.
        var holdsBack = false
        /// Deliveries that are taken back when their intent is asked for.
        var withdrawn: Set<Int64> = []
    }

    struct DiskFull: Error {}

    let state: Mutex<State>

    init(_ parcels: [Parcel], confirmations: Int = .max, holdsBack: Bool = false) {
        state = Mutex(
            State(waiting: parcels, confirmations: confirmations, holdsBack: holdsBack))
    }

    func next(session: Int, mayWait: Bool) -> Parcel? {
        state.withLock { state in
            guard !state.waiting.isEmpty, mayWait || !state.holdsBack else { return nil }
            let parcel = state.waiting.removeFirst()
            state.taken.append(parcel.delivery)
            return parcel
        }
    }

    func confirmIntent(_ parcel: Parcel) throws {
        try state.withLock { state in
            if state.withdrawn.contains(parcel.delivery) { throw ParcelWithdrawn() }
            guard state.confirmed.count < state.confirmations else { throw DiskFull() }
            state.confirmed.insert(parcel.delivery)
        }
    }

    func ended(_ parcel: Parcel, with attempt: Attempt) {
        state.withLock { $0.ended.append((parcel.delivery, attempt)) }
    }

    /// What became of each, by delivery.
    var attempts: [Attempt] {
        state.withLock { $0.ended.sorted { $0.delivery < $1.delivery }.map(\.attempt) }
    }

    /// Each parcel that was taken ended once, no other did.
    var isBalanced: Bool {
        state.withLock { $0.ended.map(\.delivery).sorted() == $0.taken.sorted() }
    }
}
