import Foundation

/// A million recipients: is everything as fast as with few?
struct ScalePart: Part {
    let name = "scale"

    private enum Row: String, CaseIterable {
        case rate = "messages/s at 1,000,000 recipients against 10,000"
        case memory = "peak memory at 1,000,000 recipients"
        case planning = "planning 1,000,000 deliveries"
        case tick = "tick with nothing due, 1,000,000 deliveries"
        case status = "status, 1,000,000 deliveries"

        var unit: String {
            switch self {
            case .rate: "x"
            case .memory: "MB"
            case .planning: "s"
            case .tick, .status: "ms"
            }
        }

        var goal: Goal {
            switch self {
            case .rate: .atLeast(0.9)
            case .memory: .atMost(200)
            case .planning: .atMost(20)
            case .tick: .atMost(50)
            case .status: .atMost(150)
            }
        }
    }

    func skipped(because why: String) -> [Figure] {
        Row.allCases.map { .skipped($0.rawValue, $0.unit, $0.goal, because: why) }
    }

    func measure(_ course: Course) throws -> [Figure] {
        let sink = try Sink(in: course.folder)
        defer { sink.stop() }
        let few = try office(course.options.fewRecipients, course, sink)
        defer { few.removeAll() }
        var small = try send(few, (course.options.turns + 1) / 2, course, sink)
        let many = try office(course.options.manyRecipients, course, sink)
        defer { many.removeAll() }
        complain("  \(many.recipients) recipients")
        let large = try course.send(many, sink)
        complain("  \(Int(large.rate)) messages/s, planned in \(large.before.short) s")
        // The machine's speed moves: half of what the large run is held against comes after it.
        small += try send(few, course.options.turns / 2, course, sink)
        let tick = many.words(course.options.convoke, "tick")
        // The first tick remembers what the files look like; the others have nothing to do.
        _ = try time(tick, course)
        let ticks = try (0..<2 * course.options.turns).map { _ in try time(tick, course) }
        let status = many.words(course.options.convoke, "status", BenchOffice.conference)
        let looks = try (0..<2 * course.options.turns).map { _ in try time(status, course) }
        return figures(small, large, ticks, looks)
    }

    private func send(
        _ office: BenchOffice, _ times: Int, _ course: Course, _ sink: Sink
    ) throws -> [Turn] {
        try (0..<times).map { _ in try course.send(office, sink) }
    }

    private func office(_ count: Int, _ course: Course, _ sink: Sink) throws -> BenchOffice {
        try BenchOffice(
            in: course.folder, recipients: count, port: sink.port,
            sessions: course.options.sessions)
    }

    /// Milliseconds of the whole process.
    private func time(_ words: [String], _ course: Course) throws -> Double {
        let start = ContinuousClock.now
        let usage = try Child(words, output: course.log("command").path).wait()
        let seconds = ContinuousClock.now.seconds(since: start)
        guard usage.status == 0 else {
            throw Failure("\(words.dropFirst(3).joined(separator: " ")) ended with \(usage.status)")
        }
        return seconds * 1000
    }

    private func figures(
        _ small: [Turn], _ large: Turn, _ ticks: [Double], _ looks: [Double]
    ) -> [Figure] {
        let count = large.messages
        let size = count < 900_000 ? "with about \(count) only; " : ""
        return Row.allCases.map { row in
            let (values, note): ([Double], String) =
                switch row {
                case .rate:
                    (
                        small.map { large.rate / $0.rate },
                        "\(Int(large.rate)) messages/s, once, against \(small.count) small runs around it"
                    )
                case .memory:
                    ([Double(large.peakMemory) / 1e6], "resident, of the whole `send`")
                case .planning:
                    (
                        [large.before],
                        "from the start of the process to the first message: files to rows"
                    )
                case .tick, .status:
                    (row == .tick ? ticks : looks, "whole process")
                }
            return Figure(
                name: row.rawValue, unit: row.unit, goal: row.goal, values: values,
                note: size + note)
        }
    }
}
