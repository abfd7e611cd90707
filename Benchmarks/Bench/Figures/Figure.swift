/// One line of the result.
struct Figure {
    let name: String
    let unit: String
    let goal: Goal
    /// What was measured, one for each turn; empty where it could not be.
    let values: [Double]
    /// How it was measured, or why not.
    let note: String

    var median: Double? { Spread.median(values) }
    var isMet: Bool { median.map(goal.isMet) ?? false }

    static func skipped(_ name: String, _ unit: String, _ goal: Goal, because why: String) -> Figure
    {
        Figure(name: name, unit: unit, goal: goal, values: [], note: "skipped: \(why)")
    }
}

/// What is to be reached.
enum Goal {
    case atLeast(Double)
    case atMost(Double)

    func isMet(_ value: Double) -> Bool {
        switch self {
        case .atLeast(let limit): value >= limit
        case .atMost(let limit): value <= limit
        }
    }

    var text: String {
        switch self {
        case .atLeast(let limit): ">= \(limit.short)"
        case .atMost(let limit): "<= \(limit.short)"
        }
    }
}

enum Spread {
    static func median(_ values: [Double]) -> Double? {
        if values.isEmpty { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension Double {
    /// Three digits that count.
    var short: String {
        if self == rounded() { return String(Int(self)) }
        let digits = abs(self) >= 100 ? 0 : abs(self) >= 10 ? 1 : 2
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let value = (self * scale).rounded() / scale
        return digits == 0 ? String(Int(value)) : String(value)
    }
}
