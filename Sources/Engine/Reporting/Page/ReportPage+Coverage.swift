import ConvokeCore

extension ReportPage {
    // MARK: - Bars

    /// Shares of a whole as a bar; what it shows stands in words beside it.
    func bar(_ parts: [(style: String, count: Int)]) -> HTML {
        let whole = parts.reduce(0) { $0 + $1.count }
        let filled = parts.filter { $0.count > 0 }
        let pieces = filled.map { part -> HTML in
            .tag("i", ["class": part.style, "style": "flex-grow:\(part.count)"], "")
        }
        return .tag(
            "div", ["class": whole == 0 ? "bar empty" : "bar", "aria-hidden": "true"], pieces)
    }

    func bar(_ coverage: Coverage) -> HTML {
        bar(Reach.allCases.filter { $0 != .nobody }.map { ($0.rawValue, coverage[$0]) })
    }

    /// Counts with their words, each with the colour that it has in the bar.
    func legend(_ parts: [(style: String, count: Int, words: String)]) -> HTML {
        .tag(
            "ul", ["class": "legend"],
            parts.filter { $0.count > 0 }.map { part in
                .tag(
                    "li", [:], .tag("i", ["class": part.style], ""),
                    .tag("b", [:], String(part.count)), .text(" " + part.words))
            })
    }

    private func legend(_ coverage: Coverage) -> HTML {
        legend(Reach.allCases.map { ($0.rawValue, coverage[$0], words.reach($0)) })
    }

    // MARK: - Tiers

    var tiers: HTML? {
        let rows = report.coverage.tiers.map { tier -> HTML in
            let isApart = tier.level == nil
            let main = isApart ? tier.people : tier.venues
            let unit = isApart ? words("người nhận", "recipients") : words("điểm cầu", "venues")
            let others =
                isApart
                ? ""
                : words(" · người nhận ", " · recipients ")
                    + "\(tier.people.reached)/\(tier.people.total)"
            return .tag(
                "div", ["class": "row"], .tag("h3", [:], words.tier(tier.level)),
                .tag(
                    "p", ["class": "sum"], .tag("b", [:], "\(main.reached)/\(main.total)"),
                    .text(" \(unit) (\(words.share(main.reached, of: main.total)))\(others)")),
                bar(main), legend(main))
        }
        return section("tiers", words("Mức độ bao phủ theo cấp", "Coverage by tier"), rows)
    }

    // MARK: - Venues

    var venues: HTML? {
        let apart = report.coverage.apart
        if report.coverage.roots.isEmpty && apart.isEmpty { return nil }
        var tree = report.coverage.roots.map { node($0, depth: 0) }
        if !apart.isEmpty {
            let summary: HTML = .tag(
                "summary", [:], .tag("span", ["class": "name"], words.tier(nil)),
                counts(Coverage(of: apart)))
            let list: HTML = people(apart)
            tree.append(.tag("li", [:], .tag("details", ["class": "venue"], summary, list)))
        }
        return section(
            "venues", words("Các điểm cầu", "Venues"),
            [missing, .tag("ul", ["class": "tree"], tree)].compactMap(\.self))
    }

    /// Who has not been reached, before anything has to be opened.
    private var missing: HTML? {
        var names: [String] = []
        var rest = Array(report.coverage.roots.reversed())
        while let account = rest.popLast() {
            if account.reach == .missed { names.append(account.venue.name) }
            rest += account.children.reversed()
        }
        let people = report.coverage.apart.filter { $0.reach == .missed }.map(\.name)
        let all = names + people
        if all.isEmpty { return nil }
        return .tag(
            "div", ["class": "missing"],
            .tag(
                "h3", [:],
                words("Chưa liên hệ được: \(all.count)", "Not reached: \(all.count)")),
            .tag("ul", [:], all.map { .tag("li", [:], $0) }))
    }

    /// Open where something below is missing, and at the top.
    private func node(_ account: VenueAccount, depth: Int) -> HTML {
        let isLeaf = account.children.isEmpty
        let name: HTML = .tag("span", ["class": "name"], account.venue.name)
        let dot: HTML = .tag("i", ["class": "dot \(account.reach.rawValue)"], "")
        let said: HTML = .tag("span", ["class": "state"], words.reach(account.reach))
        if isLeaf, account.people.count < 2 {
            let note = account.people.first.map { person -> HTML in
                .tag("span", ["class": "person"], person.name)
            }
            return .tag("li", ["class": "leaf"], [dot, name, said, note].compactMap(\.self))
        }
        let sum = isLeaf ? said : counts(account.coverage)
        let children = account.children.map { node($0, depth: depth + 1) }
        let inside: [HTML] =
            [account.people.isEmpty ? nil : people(account.people)].compactMap(\.self)
            + (isLeaf ? [] : [.tag("ul", ["class": style(account.children)], children)])
        let summary: HTML = .tag("summary", [:], dot, name, sum)
        let isOpen = !isLeaf && (depth == 0 || account.coverage[.missed] > 0)
        let details: HTML =
            isOpen
            ? .tag("details", ["class": "venue", "open": ""], [summary] + inside)
            : .tag("details", ["class": "venue"], [summary] + inside)
        return .tag("li", [:], details)
    }

    /// Single venues stand in columns where there is room.
    private func style(_ children: [VenueAccount]) -> String {
        let areSingle = children.allSatisfy { $0.children.isEmpty && $0.people.count < 2 }
        return areSingle ? "leaves" : ""
    }

    private func counts(_ coverage: Coverage) -> HTML {
        let missed = coverage[.missed]
        let more = missed > 0 ? words(", \(missed) chưa tới", ", \(missed) not reached") : ""
        return .tag(
            "span", ["class": missed > 0 ? "state bad" : "state"],
            .tag("b", [:], "\(coverage.reached)/\(coverage.total)"), .text(more), bar(coverage))
    }

    private func people(_ people: [PersonAccount]) -> HTML {
        .tag(
            "ul", ["class": "people"],
            people.map { person in
                .tag(
                    "li", ["class": "leaf"],
                    .tag("i", ["class": "dot \(person.reach.rawValue)"], ""),
                    .tag("span", ["class": "name"], person.name),
                    .tag("span", ["class": "state"], words.reach(person.reach)),
                    .tag("span", ["class": "person"], words.role(person.role)))
            })
    }
}
