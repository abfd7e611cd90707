import Agenda
import Calendar
import ConvokeCore
import Foundation

/// Which entries a letter carries, and what it asks of the calendar: a pure function of what the
/// recipient held and of what is so now.
enum CalendarChoice {
    struct Entry: Hashable {
        let method: CalendarMethod
        let item: Edition.Item
    }

    /// - Parameters:
    ///   - held: what the recipient was told before; nil when nothing, or it is not known.
    ///   - current: what the files say now.
    ///   - moment: when the letter was planned: what was over by then is no use in a calendar.
    static func entries(
        _ kind: Notice.Kind, held: Edition?, current: Edition, at moment: Date
    ) -> [Entry] {
        switch kind {
        case .invitation:
            requests(current.entries, at: moment) + gone(held, current)
        case .correction:
            requests(changed(held, current), at: moment) + gone(held, current)
        case .cancellation:
            (held ?? current).entries.map { Entry(method: .cancel, item: $0) }
        case .documents, .reminder: []
        }
    }

    private static func requests(_ items: [Edition.Item], at moment: Date) -> [Entry] {
        items.filter { $0.ending > moment }.map { Entry(method: .request, item: $0) }
    }

    /// Whoever accepted an entry that stays as it is should not be asked again.
    private static func changed(_ held: Edition?, _ current: Edition) -> [Edition.Item] {
        guard let held, held.title == current.title, held.arrive == current.arrive,
            held.site == current.site
        else { return current.entries }
        let before = Set(held.items)
        return current.entries.filter { !before.contains($0) }
    }

    private static func gone(_ held: Edition?, _ current: Edition) -> [Entry] {
        let kept = Set(current.entries.compactMap(CalendarSubject.init))
        let items = held?.entries ?? []
        return items.filter { CalendarSubject($0).map { !kept.contains($0) } ?? false }
            .map { Entry(method: .cancel, item: $0) }
    }
}

extension Edition {
    /// What stands in a calendar: sessions as they follow each other, then line tests.
    var entries: [Item] {
        let known = items.filter { CalendarSubject($0) != nil && !$0.moments.isEmpty }
        return [Item.Kind.session, .lineTest].flatMap { kind in
            known.filter { $0.kind == kind }.sorted { $0.moments[0] < $1.moments[0] }
        }
    }
}

extension Edition.Item {
    /// The file gives a line test no end; half an hour keeps the place free for it.
    static let lineTestLength = 1800.0

    /// When it is over. Only for what stands in a calendar.
    var ending: Date {
        moments.count > 1 ? moments[1] : (moments.first ?? .distantPast) + Self.lineTestLength
    }
}
