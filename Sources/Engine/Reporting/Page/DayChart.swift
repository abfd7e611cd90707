import ConvokeCore
import Foundation

/// One day's quarters as a drawing, 96 columns wide.
struct DayChart {
    /// One column: what stands at its foot, and what stands on top of it.
    struct Column {
        let quarter: Int
        let lower: Int
        let upper: Int
    }

    /// The highest column of all days, so that days can be compared; at least 1.
    let highest: Int
    let lowerStyle: String
    let upperStyle: String
    private static let height = 60.0

    func drawing(_ columns: [Column], label: String) -> HTML {
        let bars = columns.flatMap { column -> [HTML] in
            let lower = size(column.lower)
            let upper = size(column.upper)
            return [
                bar(column.quarter, top: Self.height - lower, lower, lowerStyle),
                bar(column.quarter, top: Self.height - lower - upper, upper, upperStyle),
            ].compactMap(\.self)
        }
        let lines = [0, 24, 48, 72].map { quarter -> HTML in
            .tag(
                "rect",
                [
                    "class": "tick", "x": String(quarter * 10), "y": "0", "width": "1",
                    "height": "60",
                ], "")
        }
        return .tag(
            "svg",
            [
                "viewBox": "0 0 960 60", "preserveAspectRatio": "none", "role": "img",
                "aria-label": label,
            ], lines + bars)
    }

    /// Never so low that a single one could not be seen.
    private func size(_ count: Int) -> Double {
        if count == 0 { return 0 }
        return max(2, (Double(count) / Double(max(1, highest)) * Self.height * 10).rounded() / 10)
    }

    private func bar(_ quarter: Int, top: Double, _ height: Double, _ style: String) -> HTML? {
        if height == 0 { return nil }
        let y = (max(0, top) * 10).rounded() / 10
        return .tag(
            "rect",
            [
                "class": style, "x": String(quarter * 10 + 1), "y": String(y), "width": "8",
                "height": String(height),
            ], "")
    }
}
