import Foundation
import Synchronization
import Testing

@testable import SMTP

/// The thread on which sessions take turns.
@Suite("The loop of the sessions", .timeLimit(.minutes(1)))
struct SessionLoopTests {
    private static let long = ContinuousClock.now + .seconds(3600)

    @Test("runs its tasks on the thread that turns it, and nowhere else")
    func oneThread() throws {
        let loop = try SessionLoop()
        let here = pthread_self()
        let threads = try loop.run {
            await loop.sleep(until: .now)
            let before = pthread_self()
            await Task.yield()
            return [before, pthread_self()]
        }
        #expect(threads == [here, here])
    }

    private struct Mishap: Error {}

    @Test("hands on what a task throws")
    func error() throws {
        let loop = try SessionLoop()
        #expect(throws: Mishap.self) { try loop.run { throw Mishap() } }
    }

    @Test(
        "one task goes on while another waits for its socket, and that one when there is something")
    func takesTurns() throws {
        let loop = try SessionLoop()
        let pipe = Pipe()
        let said = Kept<[String]>([])
        let (out, into) = (pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting)
        try loop.run {
            let reader = Task(executorPreference: loop) {
                said.value.withLock { $0.append("waits") }
                await loop.wait(for: POLLIN, on: out, until: Self.long)
                said.value.withLock { $0.append("reads") }
            }
            while said.value.withLock({ $0.isEmpty }) { await Task.yield() }
            said.value.withLock { $0.append("writes") }
            try into.write(contentsOf: Data([1]))
            await reader.value
        }
        #expect(said.value.withLock { $0 } == ["waits", "writes", "reads"])
    }

    @Test("a deadline ends a wait for a socket on which nothing comes")
    func deadline() throws {
        let loop = try SessionLoop()
        let pipe = Pipe()
        let out = pipe.fileHandleForReading.fileDescriptor
        let deadline = ContinuousClock.now + .milliseconds(5)
        try loop.run { await loop.wait(for: POLLIN, on: out, until: deadline) }
        #expect(ContinuousClock.now >= deadline, "not before it")
    }

    @Test("whoever sleeps is woken from another thread")
    func wakes() throws {
        let loop = try SessionLoop()
        try loop.run {
            let sleeper = Task(executorPreference: loop) { await loop.sleep(until: Self.long) }
            await loop.sleep(until: .now)
            Thread { loop.wakeSleepers() }.start()
            await sleeper.value
        }
        #expect(ContinuousClock.now < Self.long, "long before its deadline")
    }

    @Test("whoever can go on does, what it can read included, before `whenIdle` is called")
    func idle() async throws {
        let loop = try SessionLoop()
        let pipe = Pipe()
        let waiting = Kept<UnsafeContinuation<Void, Never>?>(nil)
        let said = Kept<[String]>([])
        try pipe.fileHandleForWriting.write(contentsOf: Data([1]))
        Task(executorPreference: loop) {
            await loop.wait(
                for: POLLIN, on: pipe.fileHandleForReading.fileDescriptor, until: Self.long)
            said.value.withLock { $0.append("has read") }
            // Nobody but `whenIdle` lets this go on.
            await withUnsafeContinuation { task in waiting.value.withLock { $0 = task } }
            said.value.withLock { $0.append("goes on") }
            loop.stop()
        }
        await withCheckedContinuation { ended in
            Thread {
                loop.turn {
                    guard let task = waiting.value.withLock({ $0.take() }) else { return false }
                    said.value.withLock { $0.append("is idle") }
                    task.resume()
                    return true
                }
                ended.resume()
            }.start()
        }
        #expect(said.value.withLock { $0 } == ["has read", "is idle", "goes on"])
    }
}

/// A value that tasks and threads share.
private final class Kept<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }
}
