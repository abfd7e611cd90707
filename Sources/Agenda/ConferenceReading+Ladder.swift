import ConvokeCore
import YAML

extension ConferenceReading {
    mutating func ladder(duty: String?) -> [Step] {
        let entries = root.mappings("ladder", .optional, into: &problems)
        let count = entries.count
        let steps = compact(entries) { reading, entry in
            reading.step(entry, isLast: entry.place.field == "ladder[\(count)]", duty: duty)
        }
        if let last = steps.last, steps.count == count, last.channel != .call {
            problems.append(.endsWithoutCall(at: last.place))
        }
        return steps
    }

    private mutating func step(_ entry: Mapping, isLast: Bool, duty: String?) -> Step? {
        let channel = entry.field("channel", into: &problems)?.rung(into: &problems)
        let to = entry.choice("to", .optional, of: Step.Target.self, into: &problems)
        let wait = entry.span("wait", isLast ? .optional : .required, into: &problems)
        entry.finish(into: &problems)
        if to == .duty, duty == nil, !root.misspells("duty") {
            problems.append(.nobodyOnDuty(at: entry.place(of: "to")))
        }
        guard let channel else { return nil }
        return Step(
            channel: channel, to: to ?? .recipient, wait: wait ?? Span(seconds: 0),
            place: entry.place)
    }
}

extension Field {
    /// Mail has failed before a ladder starts: a rung is a text message or a call.
    fileprivate func rung(into problems: inout [Problem]) -> Channel? {
        guard let text = text(into: &problems) else { return nil }
        if let channel = Channel(rawValue: text), channel != .email { return channel }
        problems.append(.notARung(text, at: place))
        return nil
    }
}
