import ConvokeCore
import Foundation
import LedgerStore

/// One minute of a rehearsal: the calls that end, what people say, the tick, the calls that begin.
struct Minute: Sendable {
    /// What goes on from one minute to the next.
    struct State: Sendable {
        var answers: ArraySlice<PlannedAnswer>
        var desk: CallDesk
        var troubles = Troubles()
    }

    let office: Office
    let convocation: Convocation
    /// Addresses whose mail is taken and comes back.
    let bouncing: Set<String>
    var state: State

    private var conference: String { convocation.conference.id }

    /// - Returns: whether the tick did anything, so that the next minute may bring something too.
    mutating func play() throws -> Bool {
        try state.desk.finish(office, conference)
        try giveAnswers()
        let hasWorked = tick()
        try state.desk.take(office, conference)
        return hasWorked
    }

    private mutating func giveAnswers() throws {
        let now = office.clock.now
        let due = state.answers.prefix { $0.moment <= now }
        guard !due.isEmpty else { return }
        state.answers = state.answers.dropFirst(due.count)
        let heard = try whoHasHeard(of: due.map(\.recipient))
        let requests = due.filter { heard.contains($0.recipient) }.map { answer in
            AnswerRequest(
                conference: conference, recipient: answer.recipient, about: answer.about,
                word: .yes, source: AnswerSource(way: answer.way))
        }
        if requests.isEmpty { return }
        _ = try AnswerPass(office).record(requests, convocation)
    }

    /// Nobody answers what never came. A text that was taken tells nobody whether it was read.
    private func whoHasHeard(of recipients: [String]) throws -> Set<String> {
        guard let reader = try office.ledgerReader() else { return [] }
        let mails = try reader.deliveries(
            DeliveryFilter(
                conference: conference, states: [.accepted, .delivered], recipients: recipients),
            limit: .max)
        let called = try reader.escalations(in: conference).filter { $0.acknowledgedAt != nil }
        let arrived = mails.filter {
            $0.channel == .email && !bouncing.contains($0.address.lowercased())
        }
        return Set(arrived.map(\.recipient) + called.map(\.plan.recipient))
    }

    private mutating func tick() -> Bool {
        do throws(Problems) {
            let report = try TickPass(office).run(only: conference)
            let done = report.entries.reduce(0) { $0 + $1.progress.done }
            state.troubles.note(report.problems, at: office.clock.now, hasProgress: done > 0)
            return done > 0 || report.entries.contains { !$0.news.isEmpty }
        } catch {
            state.troubles.note(error.list, at: office.clock.now, hasProgress: false)
            return false
        }
    }
}

/// What stopped ticks, each with the moments at which it first and last did.
struct Troubles: Sendable {
    struct Entry: Sendable {
        let problem: Problem
        let first: Date
        var last: Date
    }

    private(set) var entries: [Entry] = []
    /// Ticks in a row that were stopped and brought nothing.
    private(set) var inVain = 0

    mutating func note(_ problems: [Problem], at now: Date, hasProgress: Bool) {
        inVain = problems.isEmpty || hasProgress ? 0 : inVain + 1
        for problem in problems {
            if let index = entries.firstIndex(where: { $0.problem.what == problem.what }) {
                entries[index].last = now
            } else {
                entries.append(Entry(problem: problem, first: now, last: now))
            }
        }
    }
}
