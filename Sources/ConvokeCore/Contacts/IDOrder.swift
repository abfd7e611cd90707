/// The places of ids in the order of their bytes, which is the order of a table that has them for its key.
/// Rows that come in it are each put at the table's end; to find them their place between others costs
/// a third more.
package struct IDOrder: Sequence {
    private let keys: [Key]

    /// The beginning of an id, so that hardly any two ids have to be made to be compared.
    private struct Key {
        let high: UInt64
        let low: UInt64
        let place: UInt32
    }

    package init(_ count: Int, id: (Int) -> String) {
        var keys = (0..<count).map { Self.key(of: id($0), $0) }
        keys.sort { one, other in
            if one.high != other.high { return one.high < other.high }
            if one.low != other.low { return one.low < other.low }
            return id(Int(one.place)).utf8.lexicographicallyPrecedes(id(Int(other.place)).utf8)
        }
        self.keys = keys
    }

    package func makeIterator() -> some IteratorProtocol<Int> {
        keys.lazy.map { Int($0.place) }.makeIterator()
    }

    /// Sixteen bytes, the first one the highest; zeros behind a shorter id.
    private static func key(of id: String, _ place: Int) -> Key {
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in id.utf8.prefix(16).enumerated() {
            let shift = UInt64(56 - index % 8 * 8)
            if index < 8 {
                halves.0 |= UInt64(byte) << shift
            } else {
                halves.1 |= UInt64(byte) << shift
            }
        }
        return Key(high: halves.0, low: halves.1, place: UInt32(truncatingIfNeeded: place))
    }
}
