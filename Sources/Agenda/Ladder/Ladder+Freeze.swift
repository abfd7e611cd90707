package import ConvokeCore

extension Ladder {
    /// The rungs of a case, from the steps of the conference and the contact book of this moment.
    ///
    /// Each number of a contact is a rung of its own, in the order of preference. A contact without
    /// a number that a step can use gives none. Where nobody would be called, a person is told all
    /// the same: the one on duty; when there is none or has no phone, the recipient, or else the deputy.
    package static func freeze(
        _ steps: [Step], recipient: Contact, deputy: Contact?, duty: Contact?
    ) -> [Rung] {
        let people: [Step.Target: Contact] = [.recipient: recipient].merging(
            [.deputy: deputy, .duty: duty].compactMapValues { $0 }
        ) { first, _ in first }
        let rungs = onceEach(
            steps.flatMap { step in
                people[step.to].map { self.rungs(step.channel, step.to, $0, step.wait) } ?? []
            })
        if rungs.contains(where: \.isCall) { return rungs }
        let calls = [Step.Target.duty, .recipient, .deputy].lazy.compactMap { target in
            people[target].map { self.rungs(.call, target, $0, Span(seconds: 0)) }
        }
        return rungs + (calls.first { !$0.isEmpty } ?? [])
    }

    /// Whoever stands for two, as one on duty who is the recipient or the deputy too, is reached as the first
    /// of them alone. A step that says the same person twice is meant so.
    private static func onceEach(_ rungs: [Rung]) -> [Rung] {
        var first: [[String]: Step.Target] = [:]
        return rungs.filter { rung in
            let key = [rung.channel.rawValue, rung.contact] + rung.numbers
            let target = first[key] ?? rung.target
            first[key] = target
            return target == rung.target
        }
    }

    private static func rungs(
        _ channel: Channel, _ target: Step.Target, _ contact: Contact, _ wait: Span
    ) -> [Rung] {
        var seen = Set<String>()
        return contact.phones.filter { $0.serves(channel) }.map(\.number)
            .filter { seen.insert($0).inserted }
            .map { number in
                Rung(
                    channel: channel, target: target, contact: contact.id, numbers: [number],
                    wait: wait.seconds)
            }
    }
}

extension PhoneNumber {
    /// Mail has failed before a ladder starts: it is no rung.
    fileprivate func serves(_ channel: Channel) -> Bool {
        switch channel {
        case .sms: takesText
        case .call: true
        case .email: false
        }
    }

    /// With its extension as RFC 3966 section 5.3 writes it.
    fileprivate var number: String {
        extensionDigits.map { "\(dialled);ext=\($0)" } ?? dialled
    }
}
