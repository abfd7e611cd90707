import Foundation

/// The whole program beside `smtp-source` and libcurl, in turns.
struct RacePart: Part {
    static let source = "/usr/sbin/smtp-source"
    let name = "race"

    private struct Round {
        let convoke: Turn
        let source: Turn
        let libcurl: Turn
    }

    private enum Row: CaseIterable {
        case source, cpu, libcurl

        var name: String {
            switch self {
            case .source: "messages/s against smtp-source"
            case .cpu: "CPU per 1,000 messages against smtp-source"
            case .libcurl: "messages/s against libcurl"
            }
        }

        var goal: Goal {
            switch self {
            case .source: .atLeast(1.2)
            case .cpu: .atMost(1.5)
            case .libcurl: .atLeast(1.3)
            }
        }
    }

    func skipped(because why: String) -> [Figure] {
        Row.allCases.map { .skipped($0.name, "x", $0.goal, because: why) }
    }

    func measure(_ course: Course) throws -> [Figure] {
        let sink = try Sink(in: course.folder)
        defer { sink.stop() }
        let office = try BenchOffice(
            in: course.folder, recipients: course.options.recipients, port: sink.port,
            sessions: course.options.sessions)
        defer { office.removeAll() }
        let sample = try office.sample(course.options.convoke)
        var rounds: [Round] = []
        for number in 1...course.options.turns {
            let round = try play(course, office, sink, sample)
            rounds.append(round)
            complain(
                "  \(number): convoke \(Int(round.convoke.rate)), smtp-source"
                    + " \(Int(round.source.rate)), libcurl \(Int(round.libcurl.rate)) messages/s")
        }
        let size = try sample.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        return Row.allCases.map { figure($0, rounds, size) }
    }

    private func play(
        _ course: Course, _ office: BenchOffice, _ sink: Sink, _ sample: URL
    ) throws -> Round {
        let (count, sessions) = (office.recipients, course.options.sessions)
        let convoke = try course.send(office, sink)
        let source = try Turn.run(
            [
                Self.source, "-s", "\(sessions)", "-m", "\(count)", "-d", "-F", sample.path,
                "-f", "vanphong@tinhuy.example", "-t", "vp1@xa1.example", "127.0.0.1:\(sink.port)",
            ], against: sink, messages: count, log: course.log("source"))
        let libcurl = try Turn.run(
            [
                course.options.own, "libcurl", "\(sink.port)", "\(sessions)", "\(count)",
                sample.path,
            ], against: sink, messages: count, log: course.log("libcurl"))
        return Round(convoke: convoke, source: source, libcurl: libcurl)
    }

    private func figure(_ row: Row, _ rounds: [Round], _ size: Int) -> Figure {
        let rate = { (turn: KeyPath<Round, Turn>) in
            Int(Spread.median(rounds.map { $0[keyPath: turn].rate }) ?? 0)
        }
        let cpu = { (turn: KeyPath<Round, Turn>) in
            (Spread.median(rounds.map { $0[keyPath: turn].cpuPerThousand * 1000 }) ?? 0).short
        }
        let planning = Spread.median(rounds.map(\.convoke.before)) ?? 0
        switch row {
        case .source:
            return Figure(
                name: row.name, unit: "x", goal: row.goal,
                values: rounds.map { $0.convoke.rate / $0.source.rate },
                note:
                    "\(rate(\.convoke)) against \(rate(\.source)) messages/s of \(size) bytes, as the"
                    + " sink counted; before its first message convoke reads and plans"
                    + " for \(planning.short) s")
        case .cpu:
            return Figure(
                name: row.name, unit: "x", goal: row.goal,
                values: rounds.map { $0.convoke.cpuPerThousand / $0.source.cpuPerThousand },
                note:
                    "\(cpu(\.convoke)) against \(cpu(\.source)) ms, user and system, from the first"
                    + " message on")
        case .libcurl:
            return Figure(
                name: row.name, unit: "x", goal: row.goal,
                values: rounds.map { $0.convoke.rate / $0.libcurl.rate },
                note:
                    "\(rate(\.convoke)) against \(rate(\.libcurl)) messages/s; one easy handle on each"
                    + " thread")
        }
    }
}
