import Glibc
import Testing

@testable import SMTP

@Suite("What tasks of the loop wait for")
struct WaitListTests {
    private let now = ContinuousClock.now

    /// Who waits for a descriptor, for so many seconds, is called by it.
    private func list(_ waits: (descriptor: Int32, seconds: Int)...) -> WaitList<Int32> {
        var list = WaitList<Int32>()
        for wait in waits {
            list.add(
                .init(
                    descriptor: wait.descriptor, event: Int16(POLLIN),
                    deadline: now + .seconds(wait.seconds), waiter: wait.descriptor))
        }
        return list
    }

    @Test("the first deadline says how long to sleep, rounded up")
    func patience() {
        #expect(list().patience(from: now) == -1, "for ever")
        #expect(list((3, 20), (4, 2)).patience(from: now) == 2001)
        #expect(list((3, 20), (4, 2)).patience(from: now + .seconds(3)) == 0)
    }

    @Test("those go on whose socket is ready, or whose time has come, and nobody else")
    func ready() {
        var list = list((3, 20), (4, 20), (5, 2))
        var entries = list.entries
        entries[1].revents = Int16(POLLIN)
        #expect(list.takeReady(entries[...], now: now + .seconds(2)) == [4, 5])
        #expect(list.entries.map(\.fd) == [3])
    }

    @Test("who came after the entries were made stays")
    func late() {
        var list = list((3, 20))
        var entries = list.entries
        entries[0].revents = Int16(POLLIN)
        list.add(
            .init(
                descriptor: 4, event: Int16(POLLIN), deadline: now + .seconds(20), waiter: 4))
        #expect(list.takeReady(entries[...], now: now) == [3])
        #expect(list.entries.map(\.fd) == [4])
    }

    @Test("nobody is taken for another when a sleeper left after the entries were made")
    func shifted() {
        var list = list((WaitList<Int32>.nothing, 20), (4, 20), (5, 20))
        var entries = list.entries
        entries[1].revents = Int16(POLLIN)
        #expect(list.takeSleepers() == [WaitList<Int32>.nothing])
        #expect(list.takeReady(entries[...], now: now).isEmpty, "4 is found the next time")
        #expect(list.entries.map(\.fd) == [4, 5])
    }

    @Test("a sleeper whose time has come does not hide another, nor is it woken twice")
    func sleepers() {
        let nothing = WaitList<Int32>.nothing
        var list = list((nothing, 2), (3, 20), (nothing, 20))
        #expect(list.takeReady([], now: now + .seconds(2)) == [nothing])
        #expect(list.takeSleepers() == [nothing])
        #expect(list.takeSleepers().isEmpty)
        #expect(list.entries.map(\.fd) == [3])
    }
}
