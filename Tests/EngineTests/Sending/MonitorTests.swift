import Foundation
import Testing

@testable import Engine

@Suite("A value that threads take by turns")
struct MonitorTests {
    @Test("loses no change, however many change it at once")
    func counted() {
        let count = Monitor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<1000 { count.withLock { $0 += 1 } }
        }
        #expect(count.withLock { $0 } == 8000)
    }

    @Test("wakes who waits when it has changed", .timeLimit(.minutes(1)))
    func wakes() {
        let isOver = Monitor(false)
        let thread = Thread {
            isOver.change { $0 = true }
        }
        thread.start()
        while !isOver.withLock({ $0 }) { isOver.wait(atMost: 0.01) }
        #expect(isOver.withLock { $0 })
    }

    @Test("lets who waits go after a time")
    func patience() {
        let value = Monitor(1)
        value.wait(atMost: 0.001)
        #expect(value.withLock { $0 } == 1)
    }
}
