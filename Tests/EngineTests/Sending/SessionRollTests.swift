import Foundation
import Testing

@testable import Engine

@Suite("The sessions of a crew")
struct SessionRollTests {
    @Test("the first session that stands brings the others, once")
    func first() {
        var roll = SessionRoll()
        #expect(roll.begin() == 1)
        #expect(roll.connected(at: TestOffice.now, of: 8) == 7)
        for number in 2...8 { #expect(roll.begin() == number) }
        #expect(roll.connected(at: TestOffice.now.addingTimeInterval(1), of: 8) == 0)
        #expect(roll.firstConnection == TestOffice.now)
    }

    @Test("of sessions that fail at the same moment exactly one is the last")
    func last() {
        var roll = SessionRoll()
        for _ in 1...3 { _ = roll.begin() }
        let answers = [roll.rest(), roll.rest(), roll.rest()]
        #expect(answers == [false, false, true])
        #expect(roll.present == 3)
        let ends = [roll.leave(), roll.leave(), roll.leave()]
        #expect(ends == [false, false, true])
        #expect(roll.present == 0)
    }

    @Test("one that ended well before is no longer counted on")
    func endedWell() {
        var roll = SessionRoll()
        for _ in 1...2 { _ = roll.begin() }
        _ = roll.rest()
        _ = roll.leave()
        let isLast = roll.rest()
        #expect(isLast)
    }
}
