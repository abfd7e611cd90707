import Foundation

/// One session to a relay that is 20 ms away.
struct AfarPart: Part {
    let name = "afar"
    private static let figure = "messages per round trip, 20 ms, one session"
    private static let goal = Goal.atLeast(0.9)
    private static let delay = 0.020

    func skipped(because why: String) -> [Figure] {
        [.skipped(Self.figure, "", Self.goal, because: why)]
    }

    func measure(_ course: Course) throws -> [Figure] {
        let sink = try Sink(in: course.folder)
        defer { sink.stop() }
        let afar = try DistantRelay(to: sink.port, delay: .seconds(Self.delay))
        defer { afar.close() }
        let office = try BenchOffice(
            in: course.folder, recipients: course.options.messagesAfar, port: afar.port,
            sessions: 1)
        defer { office.removeAll() }
        let turns = try (0..<course.options.turns).map { _ in try course.send(office, sink) }
        let trips = turns.map { $0.rate * Self.delay }
        return [
            Figure(
                name: Self.figure, unit: "", goal: Self.goal, values: trips,
                note: "\(course.options.messagesAfar) messages in a turn through a proxy that holds"
                    + " every reply back for 20 ms")
        ]
    }
}
