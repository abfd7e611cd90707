import ConvokeCore

/// Everything that decides which words of a template a recipient gets, the values of the personal
/// fields apart: letters of one shape have one skeleton.
struct Shape: Hashable, Sendable {
    let language: String
    /// Which audiences the recipient belongs to.
    let audiences: Bits
    /// Which personal fields are not empty, by `Slot.Word`.
    let present: UInt16
    /// How many changes there are, and whether the letter is late: 0 and false where the template does
    /// not ask, so that nothing is rendered twice for it.
    let changes: Int
    let isLate: Bool
    /// Whether calendar entries stand beside the texts.
    var hasCalendar = false

    func has(_ word: Slot.Word) -> Bool { present & (1 << UInt16(word.rawValue)) != 0 }
}

/// A set of small numbers. The first 64 need no memory of their own, and few conferences have more
/// audiences.
struct Bits: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: [UInt64] = []

    mutating func insert(_ number: Int) {
        if number < 64 {
            low |= 1 << UInt64(number)
            return
        }
        let word = number / 64 - 1
        while high.count <= word { high.append(0) }
        high[word] |= 1 << UInt64(number % 64)
    }

    func contains(_ number: Int) -> Bool {
        if number < 64 { return low & (1 << UInt64(number)) != 0 }
        let word = number / 64 - 1
        return word < high.count && high[word] & (1 << UInt64(number % 64)) != 0
    }
}

/// The audiences that a template makes a difference between.
struct Audiences: Sendable {
    private let selectors: [Selector]
    private let numbers: [Selector: Int]

    init(_ all: [Selector]) {
        var numbers: [Selector: Int] = [:]
        var selectors: [Selector] = []
        for selector in all where selector != .all && numbers[selector] == nil {
            numbers[selector] = selectors.count
            selectors.append(selector)
        }
        self.numbers = numbers
        self.selectors = selectors
    }

    func memberships(of recipient: Recipient, venues: VenueTree) -> Bits {
        var bits = Bits()
        for (number, selector) in selectors.enumerated()
        where selector.selects(recipient, venues: venues) {
            bits.insert(number)
        }
        return bits
    }

    /// Whether who has these memberships is meant by `selector`.
    func includes(_ selector: Selector, _ memberships: Bits) -> Bool {
        selector == .all || numbers[selector].map(memberships.contains) ?? false
    }
}
