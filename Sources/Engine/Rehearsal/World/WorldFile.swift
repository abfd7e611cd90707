package import ConvokeCore
package import Foundation
import YAML

/// Reads the file of a world.
package struct WorldFile {
    private let root: Mapping
    private let zone: TimeZone
    private let levels: [String]

    /// What the file does not say is as in a usual world. Every mistake is added to `problems`.
    ///
    /// - Parameters:
    ///   - zone: the zone of its times.
    ///   - levels: the tiers that answers may be given for, beside `all`.
    package static func read(
        _ text: String, file: String, zone: TimeZone, levels: [String],
        into problems: inout [Problem]
    ) -> World {
        guard let root = YAMLFile.read(text, file: file, into: &problems) else { return World() }
        var found: [Problem] = []
        let world = WorldFile(root: root, zone: zone, levels: levels).world(into: &found)
        problems += found.inOrder
        return world
    }

    private func world(into problems: inout [Problem]) -> World {
        var world = World()
        addresses(&world.addresses, into: &problems)
        answers(&world.answers, into: &problems)
        relay(&world, into: &problems)
        let usual = world.gatewayFailing
        let gateway = gateway(usual, into: &problems)
        world.gatewayDown = gateway.down
        world.gatewayFailing = gateway.failing
        if let machine = root.mapping("machine", .optional, into: &problems) {
            world.machineOff = intervals("off", of: machine, into: &problems)
            machine.finish(into: &problems)
        }
        callers(&world.callers, into: &problems)
        numbers(&world.numbers, into: &problems)
        root.finish(into: &problems)
        return world
    }

    private func addresses(_ value: inout World.Addresses, into problems: inout [Problem]) {
        guard let mapping = root.mapping("addresses", .optional, into: &problems) else { return }
        share("refused", of: mapping, &value.refused, into: &problems)
        share("mailbox_full", of: mapping, &value.mailboxFull, into: &problems)
        share("greylisted", of: mapping, &value.greylisted, into: &problems)
        share("bounced_later", of: mapping, &value.bouncedLater, into: &problems)
        mapping.finish(into: &problems)
        let sum = value.refused + value.mailboxFull + value.greylisted + value.bouncedLater
        if sum > 1.000_001 { problems.append(.sharesAboveAll(at: mapping.place)) }
    }

    private func answers(
        _ value: inout [String: World.Answering], into problems: inout [Problem]
    ) {
        guard let mapping = root.mapping("answers", .optional, into: &problems) else { return }
        for tier in ["all"] + levels where mapping.has(tier) {
            let usual = value["all"] ?? World.Answering()
            guard let entry = mapping.mapping(tier, .optional, into: &problems) else { continue }
            value[tier] = answering(entry, usual, into: &problems)
        }
        for tier in ["all"] + levels { _ = mapping.field(tier, .optional, into: &problems) }
        mapping.finish(into: &problems)
    }

    private func answering(
        _ entry: Mapping, _ usual: World.Answering, into problems: inout [Problem]
    ) -> World.Answering {
        var value = usual
        share("share", of: entry, &value.share, into: &problems)
        spans("within", of: entry, &value.within, into: &problems)
        spans("before", of: entry, &value.before, into: &problems)
        if let by = entry.mapping("by", .optional, into: &problems) {
            var phone = by.has("mail") ? 0 : 1 - value.byMail
            share("phone", of: by, &phone, into: &problems)
            var mail = by.has("phone") ? 1 - phone : value.byMail
            share("mail", of: by, &mail, into: &problems)
            by.finish(into: &problems)
            value.byMail = mail
            if by.has("mail"), by.has("phone"), abs(mail + phone - 1) > 0.001 {
                problems.append(.waysAreNotAll(at: by.place))
            }
        }
        entry.finish(into: &problems)
        return value
    }

    private func relay(_ world: inout World, into problems: inout [Problem]) {
        guard let mapping = root.mapping("relay", .optional, into: &problems) else { return }
        world.relayDown = intervals("down", of: mapping, into: &problems)
        let field = mapping.field("largest", .optional, into: &problems)
        world.relayLargest = field?.octets(into: &problems) ?? world.relayLargest
        mapping.finish(into: &problems)
    }

    private func gateway(
        _ usual: Double, into problems: inout [Problem]
    ) -> (down: [DateInterval], failing: Double) {
        guard let mapping = root.mapping("gateway", .optional, into: &problems) else {
            return ([], usual)
        }
        var failing = usual
        share("failing", of: mapping, &failing, into: &problems)
        let down = intervals("down", of: mapping, into: &problems)
        mapping.finish(into: &problems)
        return (down, failing)
    }

    private func callers(_ value: inout World.Callers, into problems: inout [Problem]) {
        guard let mapping = root.mapping("callers", .optional, into: &problems) else { return }
        value.onDuty =
            mapping.number("on_duty", .optional, in: 0...1000, into: &problems) ?? value.onDuty
        value.callsPerHour =
            mapping.number("calls_per_hour", .optional, in: 1...60, into: &problems)
            ?? value.callsPerHour
        if let field = mapping.field("hours", .optional, into: &problems) {
            value.hours = field.hours(into: &problems) ?? value.hours
        }
        mapping.finish(into: &problems)
    }

    private func numbers(_ value: inout World.Numbers, into problems: inout [Problem]) {
        guard let mapping = root.mapping("numbers", .optional, into: &problems) else { return }
        share("never_answer", of: mapping, &value.neverAnswer, into: &problems)
        share("busy", of: mapping, &value.busy, into: &problems)
        mapping.finish(into: &problems)
        if value.neverAnswer + value.busy > 1.000_001 {
            problems.append(.sharesAboveAll(at: mapping.place))
        }
    }

    // MARK: - Kinds of values

    private func share(
        _ key: String, of mapping: Mapping, _ value: inout Double, into problems: inout [Problem]
    ) {
        let field = mapping.field(key, .optional, into: &problems)
        value = field?.worldShare(into: &problems) ?? value
    }

    private func spans(
        _ key: String, of mapping: Mapping, _ value: inout ClosedRange<Int>,
        into problems: inout [Problem]
    ) {
        let field = mapping.field(key, .optional, into: &problems)
        value = field?.spans(into: &problems) ?? value
    }

    private func intervals(
        _ key: String, of mapping: Mapping, into problems: inout [Problem]
    ) -> [DateInterval] {
        guard let field = mapping.field(key, .optional, into: &problems) else { return [] }
        return field.oneOrMore(into: &problems).compactMap {
            $0.interval(in: zone, into: &problems)
        }
    }
}
