import Foundation

/// One run of a sender against the sink, as the sink saw it.
struct Turn {
    let messages: Int
    /// Seconds from the first message that the sink counted to the last.
    let sending: Double
    /// Seconds from the start of the process to the first message.
    let before: Double
    /// Seconds of the whole process.
    let whole: Double
    /// CPU of the whole process, and of it what was spent from the first message on; in seconds.
    let cpu: Double
    let cpuSending: Double
    let peakMemory: Int

    var rate: Double { Double(messages) / sending }
    /// CPU seconds that 1,000 messages take.
    var cpuPerThousand: Double { cpuSending / Double(messages) * 1000 }

    /// Runs a program that is to send so many messages, and watches the sink's count.
    ///
    /// - Throws: a `Failure` when the sink has counted more or fewer at its end, or the program ended
    ///   badly.
    static func run(
        _ words: [String], against sink: Sink, messages: Int, log: URL
    ) throws -> Turn {
        let counted = sink.messages
        let start = ContinuousClock.now
        let child = try Child(words, output: log.path)
        var first: (at: ContinuousClock.Instant, count: Int, cpu: Double)?
        var last: ContinuousClock.Instant?
        while child.poll() == nil {
            let count = sink.messages - counted
            if first == nil, count > 0 { first = (.now, count, child.cpuSoFar) }
            if last == nil, count >= messages { last = .now }
            usleep(2000)
        }
        let end = ContinuousClock.now
        let usage = child.wait()
        let count = sink.messages - counted
        guard usage.status == 0, count == messages else {
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw Failure(
                "\(words.prefix(4).joined(separator: " ")) ended with \(usage.status);"
                    + " the sink counted \(count) of \(messages)\n\(said.suffix(1000))")
        }
        guard let first, first.count < messages else { throw Failure("it was over at once") }
        return Turn(
            messages: messages - first.count, sending: (last ?? end).seconds(since: first.at),
            before: first.at.seconds(since: start), whole: end.seconds(since: start),
            cpu: usage.cpu, cpuSending: usage.cpu - first.cpu, peakMemory: usage.peakMemory)
    }
}

extension ContinuousClock.Instant {
    func seconds(since earlier: ContinuousClock.Instant) -> Double {
        earlier.duration(to: self) / .seconds(1)
    }
}
