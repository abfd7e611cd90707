import Engine

/// What a secretary reads after a correction.
struct CorrectionText {
    let report: CorrectionReport

    var lines: [String] {
        Self.lines(report.outlook) + terms + Self.byPhone(report.byPhone)
            + SendText(report: report.sent).lines
    }

    private var terms: [String] {
        guard report.superseded > 0 else { return [] }
        return [
            "\(report.superseded) reminders waited for a moment that was moved; tick plans them anew"
        ]
    }

    /// What changed since it was last sent, and whom a correction cannot tell.
    static func lines(_ outlook: CorrectionOutlook) -> [String] {
        if outlook.recipients.isEmpty && outlook.differences.isEmpty && outlook.unknown.isEmpty
            && outlook.outOfReach.isEmpty
        {
            return ["Nobody holds anything else than the files say now."]
        }
        return differences(outlook)
            + list(
                outlook.outOfReach, "hold an old version and are not addressed any more: tell them")
            + list(outlook.unknown, "were told something that was not kept: look at what they got")
    }

    static func byPhone(_ count: Int) -> [String] {
        count == 0 ? [] : ["\(count) to be told by telephone"]
    }

    private static func differences(_ outlook: CorrectionOutlook) -> [String] {
        guard !outlook.differences.isEmpty else { return [] }
        var table = Table([.left, .right])
        for difference in outlook.differences {
            table.add([difference.words, "told otherwise: \(difference.recipients)"])
        }
        return ["Changed since it was last sent"] + table.lines() + [""]
    }

    private static func list(_ ids: [String], _ words: String) -> [String] {
        ids.isEmpty ? [] : ["\(ids.count) \(words)"] + ids.map { "  \($0)" }
    }
}

/// What a secretary reads after a conference was called off.
struct CancellationText {
    let report: CancellationReport

    var lines: [String] {
        ["\(report.ended) deliveries that were pending will not go out"] + outOfReach
            + CorrectionText.byPhone(report.byPhone) + SendText(report: report.sent).lines
    }

    private var outOfReach: [String] {
        let ids = report.outOfReach
        return ids.isEmpty
            ? []
            : ["\(ids.count) know of it and are not addressed any more: tell them"]
                + ids.map { "  \($0)" }
    }
}
