import ConvokeCore
import Foundation

extension ReportPage {
    var failures: HTML? {
        let title = words("Sự cố và cách khắc phục", "Failures and how they were resolved")
        if report.failures.isEmpty {
            if !report.hasDeliveries { return nil }
            return section(
                "failures", title,
                [.tag("p", ["class": "good"], words("Không có sự cố.", "There were none."))])
        }
        let groups = FailureAccount.Resolution.allCases.compactMap(group)
        return section("failures", title, groups)
    }

    private func group(_ resolution: FailureAccount.Resolution) -> HTML? {
        let failures = report.failures.filter { $0.resolution == resolution }
        if failures.isEmpty { return nil }
        let spans = failures.compactMap(\.duration)
        var sum = "\(words.resolution(resolution)): \(failures.count)"
        if let median = PhoneAccount.median(spans), let longest = spans.max() {
            sum += words(
                " (một nửa trong \(words.span(median)), lâu nhất \(words.span(longest)))",
                " (half within \(words.span(median)), the longest \(words.span(longest)))")
        }
        let list: [HTML] = [.tag("summary", [:], sum), .tag("ul", [:], failures.map(item))]
        let isOpen = resolution == .open || resolution == .waiting
        return isOpen
            ? .tag("details", ["class": "list failures", "open": ""], list)
            : .tag("details", ["class": "list failures"], list)
    }

    private func item(_ failure: FailureAccount) -> HTML {
        let venue = failure.venue.map { report.name(ofVenue: $0) } ?? ""
        let isSame = venue.isEmpty || venue == failure.name
        let took = failure.duration.map { words("sau ", "after ") + words.span($0) }
        let address = failure.address.isEmpty ? "" : " · " + failure.address
        return .tag(
            "li", [:],
            [
                .tag(
                    "p", ["class": "who"], .tag("b", [:], failure.name),
                    .text(isSame ? "" : ", " + venue)),
                .tag(
                    "p", ["class": "why"],
                    .text(
                        "\(words.moment(failure.since)) · \(failure.notice)\(address): "
                            + words.why(failure)),
                    took.map { .tag("span", ["class": "took"], $0) } ?? .text("")),
                failure.words.isEmpty
                    ? nil
                    : .tag("p", ["class": "said"], CleanText.shown(failure.words, limit: 200)),
            ].compactMap(\.self))
    }
}
