/// Finds by its id what stands in an array, without keeping the ids: four bytes for each place of the
/// table. Whoever asks compares the ids itself.
package struct IDTable: Sendable {
    /// One more than the index; zero where nothing is. Half of them at least are free.
    private var slots: [UInt32] = [UInt32](repeating: 0, count: 16)
    package private(set) var count = 0

    package init() {}

    package init(_ count: Int, id: (Int) -> String) {
        reserve(count)
        for index in 0..<count { _ = insert(id(index), index, id) }
    }

    /// Makes room for so many before the first one is entered.
    package mutating func reserve(_ wanted: Int) {
        guard count == 0 else { return }
        var size = slots.count
        while size < wanted * 2 + 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// The index of what has the id; nil for nothing.
    package func index(of id: String, _ idAt: (Int) -> String) -> Int? {
        let slot = slot(of: id, idAt)
        return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }

    /// Enters an index under an id that nothing has yet; otherwise what has it already.
    package mutating func insert(_ id: String, _ index: Int, _ idAt: (Int) -> String) -> Int? {
        if (count + 1) * 2 > slots.count { grow(idAt) }
        let slot = slot(of: id, idAt)
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        slots[slot] = UInt32(truncatingIfNeeded: index + 1)
        count += 1
        return nil
    }

    private func slot(of id: String, _ idAt: (Int) -> String) -> Int {
        let mask = slots.count - 1
        var slot = id.hashValue & mask
        while slots[slot] != 0, idAt(Int(slots[slot]) - 1) != id { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow(_ idAt: (Int) -> String) {
        let old = slots
        slots = [UInt32](repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = idAt(Int(entry) - 1).hashValue & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}
