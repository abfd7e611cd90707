import ConvokeCore
import Foundation
import Testing

@testable import Engine

@Suite("The world of a rehearsal")
struct WorldTests {
    private static let zone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt

    private func read(_ text: String) -> (world: World, problems: [Problem]) {
        var problems: [Problem] = []
        let world = WorldFile.read(
            text, file: "world.yaml", zone: Self.zone, levels: ["tinh", "xa"], into: &problems)
        return (world, problems)
    }

    @Test("everything that a world can say is read")
    func whole() {
        let (world, problems) = read(
            """
            addresses: {refused: 10%, mailbox_full: 2%, greylisted: 0.5, bounced_later: 1.5%}
            answers:
              all: {share: 80%, within: 2h..1d, by: {mail: 60%, phone: 40%}}
              xa: {share: 50%, before: 10m..3h, by: {phone: 100%}}
            relay: {largest: 2.5 MB, down: "2021-11-22T08:00..2021-11-22T10:00"}
            gateway: {down: [2021-11-22T08:00..2021-11-22T09:00], failing: 5%}
            machine: {off: [2021-11-22T22:00..2021-11-23T06:30, 2021-11-23T12:00..2021-11-23T13:00]}
            callers: {on_duty: 3, calls_per_hour: 10, hours: 06:00-22:00}
            numbers: {never_answer: 20%, busy: 10%}
            """)
        #expect(problems == [])
        #expect(world.addresses.refused == 0.1)
        #expect(world.addresses.greylisted == 0.5)
        #expect(world.answering("tinh").share == 0.8)
        #expect(world.answering("tinh").within == 7200...86400)
        #expect(world.answering("xa").before == 600...10800)
        #expect(world.answering("xa").byMail == 0)
        #expect(world.answering("xa").within == 7200...86400)
        #expect(world.relayDown.map(\.duration) == [7200])
        #expect(world.relayLargest == 2_500_000)
        #expect(world.gatewayFailing == 0.05)
        #expect(world.machineOff.count == 2)
        #expect(world.callers.capacity == 30)
        #expect(world.numbers.busy == 0.1)
        #expect(world.relayDown.first?.start == Instant.parse("2021-11-22T08:00+07:00"))
    }

    @Test("an empty mapping is a usual world")
    func usual() {
        let (world, problems) = read("numbers: {}")
        #expect(problems == [])
        #expect(world == World())
    }

    @Test(
        "each mistake is told with its line",
        arguments: [
            ("addresses: {refused: 130%}", "This is not a share"),
            ("addresses: {refused: 60%, greylisted: 60%}", "These shares are more than everybody"),
            ("adresses: {refused: 1%}", "adresses"),
            ("answers: {huyen: {share: 1%}}", "huyen"),
            ("answers: {all: {within: 1d..2h}}", "This is not a shortest and a longest time"),
            ("answers: {all: {by: {mail: 60%, phone: 60%}}}", "The ways of answering"),
            ("relay: {down: 08:00-10:00}", "This does not say from when until when"),
            ("relay: {down: 2021-11-22T10:00..2021-11-22T08:00}", "This does not say"),
            ("relay: {largest: big}", "This is not the size of a mail"),
            ("callers: {hours: 7-21}", "This does not say from when until when in a day"),
            ("callers: {on_duty: -1}", "This is not a whole number"),
        ])
    func mistakes(text: String, words: String) {
        let problems = read("numbers: {busy: 1%}\n" + text).problems
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.place?.line == 2)
        let told = (problems.first?.what ?? "") + (problems.first?.found ?? "")
        #expect(told.contains(words), "\(told)")
    }

    @Test("what falls to one name does not depend on other names, and is spread evenly")
    func dice() {
        let dice = Dice(seed: 7)
        #expect(dice.roll("address", "p001") == Dice(seed: 7).roll("address", "p001"))
        #expect(dice.roll("address", "p001") != Dice(seed: 8).roll("address", "p001"))
        #expect(dice.roll("ab", "c") != dice.roll("a", "bc"))
        let rolls = (0..<10_000).map { dice.roll("p", "\($0)") }
        #expect(rolls.allSatisfy { 0 <= $0 && $0 < 1 })
        let few = rolls.count { $0 < 0.03 }
        #expect((220...380).contains(few), "\(few)")
        for tenth in 0..<10 {
            let count = rolls.count { Int($0 * 10) == tenth }
            #expect((850...1150).contains(count), "\(tenth): \(count)")
        }
    }
}
