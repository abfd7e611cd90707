import Foundation

/// The result for programs.
struct Document: Encodable {
    private let figures: [Entry]
    private let machine: Machine

    private struct Entry: Encodable {
        let name: String
        let unit: String
        /// Null where it could not be measured.
        let median: Double?
        let min: Double?
        let max: Double?
        let goal: String
        let met: Bool
        let note: String

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(unit, forKey: .unit)
            try container.encode(median, forKey: .median)
            try container.encode(min, forKey: .min)
            try container.encode(max, forKey: .max)
            try container.encode(goal, forKey: .goal)
            try container.encode(met, forKey: .met)
            try container.encode(note, forKey: .note)
        }

        private enum CodingKeys: String, CodingKey {
            case name, unit, median, min, max, goal, met, note
        }
    }

    init(figures: [Figure], machine: Machine) {
        self.figures = figures.map {
            Entry(
                name: $0.name, unit: $0.unit, median: $0.median, min: $0.values.min(),
                max: $0.values.max(), goal: $0.goal.text, met: $0.isMet, note: $0.note)
        }
        self.machine = machine
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
