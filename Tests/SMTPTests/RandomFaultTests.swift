import ConvokeCore
import Synchronization
import Testing

@testable import SMTP

/// Random faults at random points: what is true of the model must never be contradicted by an outcome.
@Suite struct RandomFaultTests {
    @Test("whatever happens, each parcel ends once and no outcome lies", arguments: 0..<40)
    func faults(_ part: Int) async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<100 {
            var random = Random(seed: seed &+ UInt64(round))
            let trial = Trial(&random)
            await trial.run()
            let lies = trial.lies
            #expect(lies.isEmpty, "seed \(seed &+ UInt64(round)), part \(part): \(lies)")
        }
    }
}

/// SplitMix64: small, and the same everywhere for one seed.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// One session against models that fail at random, and what really happened there.
final class Trial {
    let feed: TestFeed
    private let parcels: [Parcel]
    private var random: Random
    private let pipelining: Bool
    private let faultRate: Int
    private var transports: [MemoryTransport] = []
    private let truth = Truth()

    /// What the models saw, by the recipient's local part.
    final class Truth {
        /// Its lone dot arrived.
        var complete: Set<String> = []
        /// The reply that was said to its dot.
        var said: [String: Int] = [:]
        var bodyBeforeConfirmation: [String] = []
    }

    init(_ random: inout Random) {
        pipelining = Bool.random(using: &random)
        faultRate = Int.random(in: 0...30, using: &random)
        parcels = (1...Int.random(in: 1...8, using: &random)).map { Sample.parcel($0) }
        let stops = Int.random(in: 0...9, using: &random) == 0
        feed = TestFeed(
            parcels, confirmations: stops ? Int.random(in: 0...4, using: &random) : .max,
            holdsBack: Bool.random(using: &random))
        self.random = random
    }

    func run() async {
        transports = (0..<Int.random(in: 1...12, using: &random)).map { _ in model() }
        let connector =
            pipelining
            ? MemoryConnector(transports, "PIPELINING", "SIZE") : MemoryConnector(transports)
        // How the run ends is no concern here; what it did is.
        try? await SMTPSession(number: 1, connector: connector).run(feed)
    }

    private func model() -> MemoryTransport {
        var recipient = ""
        let transport = MemoryTransport { [self] line, body in
            if let line, line.hasPrefix("RCPT") {
                recipient = String(line.dropFirst(9).prefix { $0 != "@" })
            }
            // A lone dot after no valid recipient is not the message.
            let isMessage = body.map { !$0.isEmpty } ?? false
            if isMessage { truth.complete.insert(recipient) }
            return react(line, isEnd: isMessage, recipient)
        }
        if roll() { transport.breaksAfter = Int.random(in: 0...900, using: &random) }
        if roll() { transport.jamsAfter = Int.random(in: 0...900, using: &random) }
        if Bool.random(using: &random) {
            transport.takesAtOnce = Int.random(in: 1...200, using: &random)
            transport.stake = Int.random(in: 0...300, using: &random)
        }
        return transport
    }

    private func roll() -> Bool { Int.random(in: 0..<100, using: &random) < faultRate }

    private func react(_ line: String?, isEnd: Bool, _ recipient: String) -> [MemoryTransport.Act] {
        let isData = line?.hasPrefix("DATA") == true
        if isData, !feed.state.withLock({ $0.taken.contains { "r\($0)" == recipient } }) {
            truth.bodyBeforeConfirmation.append(recipient)
        }
        let good = isData ? "354" : "250"
        guard roll() else { return say(good, isEnd, recipient) }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return [.close]
        case 1: return [.reset]
        case 2: return say("421", isEnd, recipient) + [.close]
        case 3: return say("451", isEnd, recipient)
        case 4: return say("554", isEnd, recipient)
        case 5: return [.say("25"), .hang]
        case 6: return [.say("nonsense\r\n")]
        case 7: return [.say("250-one\r\n550 two\r\n"), .close]
        default: return isEnd ? [.hang] : say(good, isEnd, recipient) + [.close]
        }
    }

    private func say(_ code: String, _ isEnd: Bool, _ recipient: String) -> [MemoryTransport.Act] {
        if isEnd { truth.said[recipient] = Int(code) }
        return [.say("\(code) words\r\n")]
    }

    /// Every contradiction between what was reported and what happened.
    var lies: [String] {
        var lies: [String] = []
        if !feed.isBalanced { lies.append("not one end for each") }
        for (delivery, attempt) in feed.state.withLock({ $0.ended }) {
            let name = "r\(delivery)"
            let said = truth.said[name]
            switch attempt.outcome {
            case .accepted:
                if said.map({ (200..<300).contains($0) }) != true {
                    lies.append("\(name) accepted")
                }
            case .deferred, .released, .refused:
                // Once complete, only the server's own no makes it certain that it has none.
                if truth.complete.contains(name), said.map({ $0 >= 400 }) != true {
                    lies.append("\(name) \(attempt.outcome) although it may have arrived")
                }
            case .inDoubt:
                if !feed.state.withLock({ $0.confirmed.contains(delivery) }) {
                    lies.append("\(name) in doubt although no body may have left")
                }
            }
        }
        let unconfirmed = truth.complete.filter { name in
            !feed.state.withLock { $0.confirmed.contains { "r\($0)" == name } }
        }
        if !unconfirmed.isEmpty { lies.append("\(unconfirmed) sent without a flushed intent") }
        return lies + truth.bodyBeforeConfirmation
    }
}
