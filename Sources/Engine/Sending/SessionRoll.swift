import Foundation

/// Which sessions of a crew are there. Pure counting.
struct SessionRoll {
    private(set) var started = 0
    /// Sessions that have not ended: the run waits for them.
    private(set) var present = 0
    /// Sessions that may still take a delivery.
    private var atWork = 0
    private(set) var firstConnection: Date?

    /// A session begins; its number, from 1.
    mutating func begin() -> Int {
        started += 1
        present += 1
        atWork += 1
        return started
    }

    /// The first time that a session stands; how many of `count` are to follow it.
    mutating func connected(at now: Date, of count: Int) -> Int {
        guard firstConnection == nil else { return 0 }
        firstConnection = now
        return max(0, count - started)
    }

    /// A session takes no more deliveries. Of several that end at the same moment exactly one hears
    /// that it was the last, so that the reason is never lost between them.
    mutating func rest() -> Bool {
        atWork -= 1
        return atWork == 0
    }

    /// All that a session had to say is said; whether it was the last of all.
    mutating func leave() -> Bool {
        present -= 1
        return present == 0
    }
}
