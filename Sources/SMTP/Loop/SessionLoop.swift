import Glibc
import Synchronization

/// The thread on which the sessions of a run take turns.
///
/// A session is a task: it runs until it has to wait, for its server or for the ledger, and meanwhile the
/// others go on. So one thread is woken for the replies of many sessions, and what they have for the
/// ledger reaches it together. Nothing that waits belongs into a task but `wait`, `sleep` and continuations:
/// connecting has a thread of its own (`RelayConnector`).
package final class SessionLoop: TaskExecutor {
    private let state = Mutex(State())
    private let alarm: Alarm

    private typealias Waiter = UnsafeContinuation<Void, Never>

    private struct State: Sendable {
        var jobs: [UnownedJob] = []
        var waits = WaitList<Waiter>()
        var isAsleep = false
        var isOver = false
    }

    package init() throws(SessionFailure) {
        alarm = try Alarm()
    }

    /// Runs the tasks that prefer this executor, on the calling thread, until `stop`. Each time that none
    /// can go on, `whenIdle` is called before the thread sleeps; it may block, and returns whether it did
    /// anything that somebody waited for.
    package func turn(whenIdle: () -> Bool = { false }) {
        while true {
            if runJobs() || look() || whenIdle() { continue }
            guard rest() else { return }
        }
    }

    /// Ends `turn` once no task can go on.
    package func stop() { change { $0.isOver = true } }

    /// Runs one task on the calling thread, until it has returned.
    package func run<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let ending = Ending<Value>()
        Task(executorPreference: self) {
            await ending.take(body)
            self.stop()
        }
        turn()
        return try ending.result()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        change { $0.jobs.append(job) }
    }

    // MARK: - What tasks wait for

    /// Waits until the descriptor is ready for an event of poll(2), or until the deadline; nobody says
    /// which.
    package func wait(
        for event: Int32, on descriptor: Int32, until deadline: ContinuousClock.Instant
    ) async {
        await withUnsafeContinuation { continuation in
            change {
                $0.waits.add(
                    .init(
                        descriptor: descriptor, event: Int16(event), deadline: deadline,
                        waiter: continuation))
            }
        }
    }

    /// Waits until somebody calls `wakeSleepers`, or until the deadline.
    package func sleep(until deadline: ContinuousClock.Instant) async {
        await wait(for: 0, on: WaitList<Waiter>.nothing, until: deadline)
    }

    package func wakeSleepers() {
        for sleeper in state.withLock({ $0.waits.takeSleepers() }) { sleeper.resume() }
    }

    // MARK: - The thread

    /// Changes the state, and ends the sleep of the thread.
    private func change(_ body: (inout State) -> Void) {
        let wasAsleep = state.withLock { state in
            body(&state)
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if wasAsleep { alarm.ring() }
    }

    /// False when there was none.
    private func runJobs() -> Bool {
        let jobs = takeJobs()
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        return !jobs.isEmpty
    }

    private func takeJobs() -> [UnownedJob] {
        state.withLock { state in
            defer { state.jobs.removeAll(keepingCapacity: true) }
            return state.jobs
        }
    }

    /// Wakes those who need not wait any more; false when that is nobody.
    private func look() -> Bool {
        let entries = state.withLock { $0.waits.entries }
        return !entries.isEmpty && wait(entries, 0)
    }

    /// Sleeps until something can go on; false at the end.
    private func rest() -> Bool {
        let (isOver, plan) = state.withLock { state -> (Bool, ([pollfd], Int32)?) in
            if !state.jobs.isEmpty { return (false, nil) }
            if state.isOver { return (true, nil) }
            state.isAsleep = true
            return (false, (state.waits.entries, state.waits.patience(from: .now)))
        }
        if let (entries, patience) = plan { _ = wait(entries, patience) }
        return !isOver
    }

    /// Waits for so many milliseconds at most; whether somebody was woken.
    private func wait(_ waits: consuming [pollfd], _ patience: Int32) -> Bool {
        var entries = waits
        entries.append(alarm.entry)
        _ = poll(&entries, nfds_t(entries.count), patience)
        let ready = state.withLock { state in
            state.isAsleep = false
            return state.waits.takeReady(entries.dropLast(), now: .now)
        }
        alarm.quieten(entries[entries.count - 1])
        for waiter in ready { waiter.resume() }
        return !ready.isEmpty
    }
}

/// What a task came to, for the thread that it ran on.
private final class Ending<Value: Sendable>: Sendable {
    private let kept = Mutex<Result<Value, any Error>?>(nil)

    func take(_ body: () async throws -> Value) async {
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        kept.withLock { $0 = result }
    }

    /// A loop that was stopped from outside leaves its task without an end.
    func result() throws -> Value {
        guard let result = kept.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}
