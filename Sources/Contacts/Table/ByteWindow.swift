import Glibc

/// The bytes of a file as they come, by portions: those that are still needed are kept.
struct ByteWindow {
    /// From `start` on nothing was given back yet.
    private(set) var bytes: [UInt8]
    private let more: () -> [UInt8]
    private(set) var isAtEnd = false

    /// `more` answers the next portion; an empty one at the file's end.
    init(_ more: @escaping () -> [UInt8]) {
        self.more = more
        bytes = []
        load()
    }

    /// All of a file at once.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        more = { [] }
        isAtEnd = true
    }

    mutating func load() {
        let portion = more()
        isAtEnd = portion.isEmpty
        if bytes.isEmpty { bytes = portion } else { bytes += portion }
    }

    /// Reads on until there is such a byte from `start` on, or the file ends.
    ///
    /// - Returns: where it stands; nil when there is none.
    mutating func index(from start: Int, where isWanted: (UInt8) -> Bool) -> Int? {
        index(from: start) { rest in rest.firstIndex(where: isWanted) }
    }

    /// The same for one byte, which the C library finds many at a time.
    mutating func index(of byte: UInt8, from start: Int) -> Int? {
        index(from: start) { rest in
            guard let first = rest.baseAddress,
                let found = memchr(first, Int32(byte), rest.count)
            else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(first)
        }
    }

    private mutating func index(
        from start: Int, _ find: (UnsafeBufferPointer<UInt8>) -> Int?
    ) -> Int? {
        var start = start
        while true {
            let found = bytes.withUnsafeBufferPointer { bytes in
                start < bytes.count
                    ? find(UnsafeBufferPointer(rebasing: bytes[start...])) : nil
            }
            if found != nil || isAtEnd { return found.map { start + $0 } }
            start = max(start, bytes.count)
            load()
        }
    }

    /// Gives up what stands before `offset`, once it is much.
    ///
    /// - Returns: by how much every offset is smaller now.
    mutating func drop(before offset: Int) -> Int {
        guard offset >= Self.kept, !isAtEnd else { return 0 }
        bytes.removeSubrange(..<offset)
        return offset
    }

    private static let kept = 1 << 19
}
