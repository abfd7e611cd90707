import ConvokeCore
package import Foundation

extension Change {
    /// The change in one sentence without a full stop, for the letter and the screen.
    ///
    /// - Parameters:
    ///   - language: a language tag (BCP 47); English where there are no words for it.
    ///   - zone: whose clocks the moments are told by.
    package func words(_ language: String, _ zone: TimeZone) -> String {
        let words = ChangeWords.of(language)
        switch self {
        case .renamed(let old, let new):
            return words.title + ": " + words.fromTo(words.quoted(old), words.quoted(new))
        case .arrive(let old, let new):
            return words.arrival + ": " + words.fromTo(words.span(old), words.span(new))
        case .site(let old, let new):
            return words.site + ": " + words.fromTo(words.place(old), words.place(new))
        case .added(let item): return words.added(item, zone)
        case .removed(let item): return words.removed + words.name(item)
        case .altered(let aspect, let old, let new):
            return words.altered(aspect, from: old, to: new, zone)
        }
    }
}

extension ChangeWords {
    fileprivate func added(_ item: Edition.Item, _ zone: TimeZone) -> String {
        let moments = item.moments.map { moment($0, zone) }
        let time =
            moments.count == 2
            ? fromUntil(moments[0], moments[1])
            : moments.first.map { (before[item.kind] ?? "") + $0 }
        let what = time ?? source(item)
        return added + name(item) + (what.map { ": " + $0 } ?? "")
    }

    fileprivate func altered(
        _ aspect: Change.Aspect, from old: Edition.Item, to new: Edition.Item, _ zone: TimeZone
    ) -> String {
        switch aspect {
        case .title:
            capital(kinds[new.kind] ?? "") + ": " + fromTo(quoted(old.title), quoted(new.title))
        case .moments: capital(name(new)) + ": " + moved(old, new, zone)
        case .contents:
            capital(name(new)) + ": " + (source(new).map { replaced + $0 } ?? otherContacts)
        }
    }

    private func moved(
        _ old: Edition.Item, _ new: Edition.Item, _ zone: TimeZone
    ) -> String {
        let phrases = zip(old.moments, new.moments).enumerated().map { index, pair in
            let prefix = index == 0 ? before[new.kind] ?? "" : ends
            return pair.0 == pair.1
                ? "" : prefix + fromTo(moment(pair.0, zone), moment(pair.1, zone))
        }
        return phrases.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// Where a document is now; nil for anything else.
    private func source(_ item: Edition.Item) -> String? {
        guard item.kind == .document, item.contents.count >= 2 else { return nil }
        return item.contents[0] == "link"
            ? link + item.contents[1]
            : file + (item.contents[1].split(separator: "/").last.map(String.init) ?? "")
    }

    fileprivate func name(_ item: Edition.Item) -> String {
        (kinds[item.kind] ?? "") + " " + quoted(item.title)
    }

    fileprivate func place(_ site: Edition.Site?) -> String {
        guard let site else { return nowhere }
        return quoted(site.address.isEmpty ? site.name : "\(site.name), \(site.address)")
    }

    private func moment(_ instant: Date, _ zone: TimeZone) -> String {
        writesMoment(WallTime(instant, in: zone))
    }

    fileprivate func span(_ span: Span) -> String {
        let parts = [
            (span.seconds / 3600, units.hour), (span.seconds / 60 % 60, units.minute),
            (span.seconds % 60, units.second),
        ].filter { $0.0 > 0 }
        if parts.isEmpty { return "0 \(units.minute.more)" }
        return parts.map { "\($0) \($0 == 1 ? $1.one : $1.more)" }.joined(separator: " ")
    }

    fileprivate func quoted(_ text: String) -> String { "“\(text)”" }

    private func capital(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
