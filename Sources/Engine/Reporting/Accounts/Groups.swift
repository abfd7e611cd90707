/// Elements by what some of them have in common. None is copied: a group is a list of places in the one
/// array of all.
struct Groups<Key: Hashable & Sendable, Element: Sendable>: Sendable {
    private let elements: [Element]
    /// Of each group one behind the other, in the order of the elements.
    private let places: [UInt32]
    private let ranges: [Key: Range<Int>]

    init(_ elements: [Element], by key: (Element) -> Key) {
        var numbers: [Key: Int] = [:]
        var sizes: [Int] = []
        let groups = elements.map { element -> Int in
            let number = numbers[key(element)] ?? sizes.count
            if number == sizes.count {
                numbers[key(element)] = number
                sizes.append(0)
            }
            sizes[number] += 1
            return number
        }
        self.elements = elements
        let starts = Self.starts(sizes)
        places = Self.places(groups, starts)
        ranges = numbers.mapValues { starts[$0]..<starts[$0] + sizes[$0] }
    }

    /// Its elements, each looked up when it is asked for.
    typealias Group = LazyMapCollection<ArraySlice<UInt32>, Element>

    /// In the order of all; empty for a group that is not there.
    subscript(key: Key) -> Group {
        places[ranges[key] ?? 0..<0].lazy.map { [elements] in elements[Int($0)] }
    }

    func contains(_ key: Key) -> Bool { ranges[key] != nil }

    private static func starts(_ sizes: [Int]) -> [Int] {
        var sum = 0
        return sizes.map { size in
            defer { sum += size }
            return sum
        }
    }

    /// - Parameter groups: the number of each element's group.
    private static func places(_ groups: [Int], _ starts: [Int]) -> [UInt32] {
        var next = starts
        var places = [UInt32](repeating: 0, count: groups.count)
        for (place, group) in groups.enumerated() {
            places[next[group]] = UInt32(truncatingIfNeeded: place)
            next[group] += 1
        }
        return places
    }
}
