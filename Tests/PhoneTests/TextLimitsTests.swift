import ConvokeCore
import Foundation
import Testing

@testable import Phone

@Suite("Limits for texts")
struct TextLimitsTests {
    private let now = Date(timeIntervalSince1970: 1_637_715_600)

    private func limits(rate: Rate? = nil, perNumber: Int? = nil) -> TextLimits {
        TextLimits(
            GatewaySettings(
                kind: .sandbox, values: [:], headers: [:], secret: nil, alphabet: .unicode,
                rate: rate, perNumber: perNumber, place: Place("convoke.yaml")))
    }

    private func ago(_ seconds: Double...) -> [Date] { seconds.map { now - $0 } }

    @Test("that nobody set hold nothing back")
    func none() {
        let many = Array(repeating: now, count: 1000)
        #expect(limits().earliest(now: now, toGateway: many, toNumber: many) == now)
    }

    @Test("let one number have its last text an hour after the one that filled the limit")
    func perNumber() {
        let limits = limits(perNumber: 3)
        let toNumber = ago(100, 3000, 2000, 9000)
        #expect(limits.earliest(now: now, toGateway: [], toNumber: ago(1, 2)) == now)
        #expect(limits.earliest(now: now, toGateway: [], toNumber: toNumber) == now + 600)
        #expect(limits.earliest(now: now, toGateway: ago(1, 1, 1), toNumber: []) == now)
    }

    @Test("are over at the very moment, not before")
    func edge() {
        let limits = limits(perNumber: 1)
        #expect(limits.earliest(now: now, toGateway: [], toNumber: ago(3600)) == now)
        #expect(limits.earliest(now: now, toGateway: [], toNumber: ago(3599)) == now + 1)
    }

    @Test("of gateway and number hold together: the later one decides")
    func both() {
        let limits = limits(rate: Rate(count: 2, per: Span(seconds: 60)), perNumber: 1)
        #expect(limits.earliest(now: now, toGateway: ago(10, 20), toNumber: []) == now + 40)
        #expect(limits.earliest(now: now, toGateway: ago(10, 20), toNumber: ago(3500)) == now + 100)
    }

    @Test("are never broken by whoever waits as long as they say")
    func kept() {
        var numbers = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &numbers)
        var state = seed
        func random(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        let limits = limits(rate: Rate(count: 5, per: Span(seconds: 60)), perNumber: 3)
        var clock = now
        var sent: [(number: Int, at: Date)] = []
        for _ in 0..<400 {
            let number = random(20)
            clock = limits.earliest(
                now: clock + Double(random(30)), toGateway: sent.map(\.at),
                toNumber: sent.filter { $0.number == number }.map(\.at))
            sent.append((number, clock))
        }
        for text in sent {
            let minute = sent.filter { $0.at > text.at - 60 && $0.at <= text.at }
            let hour = sent.filter {
                $0.number == text.number && $0.at > text.at - 3600 && $0.at <= text.at
            }
            #expect(minute.count <= 5, "seed \(seed)")
            #expect(hour.count <= 3, "seed \(seed)")
        }
    }
}
