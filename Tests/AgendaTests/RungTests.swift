import ConvokeCore
import Testing

@testable import Agenda

private let place = Place("c.yaml")

private func step(_ channel: Channel, _ to: Step.Target = .recipient, _ minutes: Int = 10) -> Step {
    Step(channel: channel, to: to, wait: Span(seconds: 60 * minutes), place: place)
}

private func phone(_ digits: String, _ kind: PhoneNumber.Kind = .mobile) -> PhoneNumber {
    PhoneNumber(dialled: digits, display: digits, kind: kind)
}

private func person(_ id: String, _ phones: PhoneNumber...) -> Contact {
    Contact(id: id, name: id, phones: phones, place: place)
}

/// Each rung in a few words: `sms r +84900000101 600`.
private func words(_ rungs: [Rung]) -> [String] {
    rungs.map { rung in
        let numbers = rung.numbers.joined(separator: " ")
        return "\(rung.channel.rawValue) \(rung.contact) \(numbers) \(rung.wait)"
    }
}

@Suite("A ladder is frozen")
struct LadderFreezeTests {
    private let recipient = person("r", phone("+84900000101"))
    private let deputy = person("d", phone("+84900000102"))
    private let duty = person("t", phone("+84900000103"))
    private let steps = [
        step(.sms), step(.sms, .deputy), step(.call, .recipient, 20), step(.call, .duty, 0),
    ]

    @Test("step by step, with the numbers of that moment")
    func inOrder() {
        let rungs = Ladder.freeze(steps, recipient: recipient, deputy: deputy, duty: duty)
        #expect(
            words(rungs) == [
                "sms r +84900000101 600", "sms d +84900000102 600", "call r +84900000101 1200",
                "call t +84900000103 0",
            ])
        #expect(rungs.map(\.target) == [.recipient, .deputy, .recipient, .duty])
    }

    @Test("and the further numbers of a contact are rungs of their own, each number once")
    func furtherNumbers() {
        let recipient = person(
            "r", phone("+84900000101"), phone("+842393000101", .fixed), phone("+84900000104"),
            phone("+84900000101"))
        let rungs = Ladder.freeze(steps, recipient: recipient, deputy: nil, duty: nil)
        #expect(
            words(rungs) == [
                "sms r +84900000101 600", "sms r +84900000104 600", "call r +84900000101 1200",
                "call r +842393000101 1200", "call r +84900000104 1200",
            ])
    }

    @Test(
        "and numbers that cannot be texted are only called",
        arguments: [
            (phone("+842393000101", .fixed), "+842393000101"), (phone("199", .service), "199"),
            (
                PhoneNumber(
                    dialled: "+84900000101", display: "", kind: .mobile, extensionDigits: "12"),
                "+84900000101;ext=12"
            ),
        ])
    func calledOnly(number: PhoneNumber, dialled: String) {
        let rungs = Ladder.freeze(
            steps, recipient: person("r", number), deputy: nil, duty: nil)
        #expect(words(rungs) == ["call r \(dialled) 1200"])
    }

    @Test("and a contact without a number is passed over at once")
    func withoutNumber() {
        let rungs = Ladder.freeze(steps, recipient: person("r"), deputy: deputy, duty: duty)
        #expect(words(rungs) == ["sms d +84900000102 600", "call t +84900000103 0"])
    }

    @Test("and whoever stands for two of them is called as the first alone")
    func standsForTwo() {
        let rungs = Ladder.freeze(steps, recipient: duty, deputy: duty, duty: duty)
        #expect(words(rungs) == ["sms t +84900000103 600", "call t +84900000103 1200"])
        let twice = Ladder.freeze(
            [step(.call), step(.call, .duty), step(.call)], recipient: recipient, deputy: nil,
            duty: duty)
        #expect(twice.map(\.contact) == ["r", "t", "r"])
    }

    @Test("and mail is no rung")
    func mail() {
        let rungs = Ladder.freeze(
            [step(.email), step(.call)], recipient: recipient, deputy: nil, duty: nil)
        #expect(words(rungs) == ["call r +84900000101 600"])
    }

    @Test("and ends with a call to the one on duty where it has none")
    func withoutCall() {
        for steps in [[step(.sms)], [step(.sms), step(.call, .deputy)]] {
            let rungs = Ladder.freeze(steps, recipient: recipient, deputy: nil, duty: duty)
            #expect(words(rungs) == ["sms r +84900000101 600", "call t +84900000103 0"])
        }
        let rungs = Ladder.freeze([], recipient: recipient, deputy: deputy, duty: duty)
        #expect(words(rungs) == ["call t +84900000103 0"])
    }

    @Test("and where the one on duty cannot be called, with a call to whoever can")
    func withoutDuty() {
        let texts = [step(.sms)]
        let toRecipient = Ladder.freeze(
            texts, recipient: recipient, deputy: deputy, duty: person("t"))
        #expect(words(toRecipient) == ["sms r +84900000101 600", "call r +84900000101 0"])
        let toDeputy = Ladder.freeze(texts, recipient: person("r"), deputy: deputy, duty: nil)
        #expect(words(toDeputy) == ["call d +84900000102 0"])
        #expect(Ladder.freeze(steps, recipient: person("r"), deputy: nil, duty: nil).isEmpty)
    }
}

@Suite("A frozen ladder is kept as text")
struct RungTextTests {
    @Test("a line for each rung, the same bytes always")
    func lines() {
        let rungs = [
            Rung(
                channel: .sms, target: .deputy, contact: "d", numbers: ["+84900000102"], wait: 600),
            Rung(
                channel: .call, target: .duty, contact: "trực \"1\"\n", numbers: ["199", "+84"],
                wait: 0),
        ]
        let text = """
            ["rung","sms","deputy","d","600","+84900000102"]
            ["rung","call","duty","trực \\"1\\"\\u000a","0","199","+84"]

            """
        #expect(Ladder.text(rungs) == text)
        #expect(Ladder.parse(text) == rungs)
        #expect(Ladder.parse("") == [])
        #expect(Ladder.parse(String(text.dropLast())) == nil)
        #expect(Ladder.parse(text + "[]\n") == nil)
    }

    @Test(
        "and what is no rung is not read",
        arguments: [
            "", "[]", "{}", "[1]", #"["rung","sms","deputy","d","600"]"#,
            #"["rung","sms","deputy","d","600","1","2"]"#, #"["rung","call","duty","d","600"]"#,
            #"["rung","email","duty","d","600","1"]"#, #"["rung","sms","boss","d","600","1"]"#,
            #"["rung","sms","duty","d","-1","1"]"#, #"["rung","sms","duty","d","10m","1"]"#,
            #"["step","sms","duty","d","600","1"]"#,
        ])
    func noRung(line: String) {
        #expect(Rung.parse(line) == nil)
    }
}
