import ConvokeCore

/// What one round tries, drawn from its seed alone.
struct Round: Sendable {
    let number: Int
    let recipients: Int
    let sessions: Int
    let onDoubt: DoubtPolicy
    let pipelining: Bool
    /// Whether some recipients are refused, put off, or answered by a dead line.
    let hasTrouble: Bool
    let blows: [Blow]

    /// Every tenth round is a large one.
    init(number: Int, seed: UInt64) {
        var random = SplitMix(seed: seed &+ UInt64(number) &* 0x2545_F491_4F6C_DD1D)
        self.number = number
        recipients = number.isMultiple(of: 10) ? 5000 : 240
        sessions = Int.random(in: 1...8, using: &random)
        onDoubt = Int.random(in: 0..<4, using: &random) == 0 ? .hold : .resend
        pipelining = Int.random(in: 0..<3, using: &random) > 0
        hasTrouble = Int.random(in: 0..<3, using: &random) == 0
        let count = [1, 1, 1, 2, 2, 3].randomElement(using: &random) ?? 1
        var drawn: [Blow] = []
        for _ in 0..<count { drawn.append(Blow.draw(&random)) }
        blows = drawn
    }

    /// Recipients by number whose address makes the relay misbehave.
    var trouble: [Int: String] {
        guard hasTrouble else { return [:] }
        return [3: "refused", 50: "mailbox-full", 77: "drops-after-data", 120: "refused"]
    }

    func address(of recipient: Int) -> String {
        let name = trouble[recipient] ?? "office"
        return "\(name)+\(recipient)@venue.example"
    }

    /// How many messages the relay receives although it never says so.
    var dropped: Int { trouble.values.count { $0 == "drops-after-data" } }
}
