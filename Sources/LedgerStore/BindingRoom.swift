/// Memory for the texts and bytes of one statement while it runs. SQLite reads them where they stand: a copy of
/// each, in memory of its own, costs as much as to look the row up.
final class BindingRoom {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    /// What is free of the last block.
    private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// Enough for a statement of many rows.
    private static let block = 1 << 15

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// The bytes where they stay as long as the room does; nil when there are none.
    func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        if bytes.isEmpty { return nil }
        if free.count < bytes.count { grow(by: bytes.count) }
        free.copyMemory(from: bytes)
        defer { free = UnsafeMutableRawBufferPointer(rebasing: free[bytes.count...]) }
        return UnsafeRawPointer(free.baseAddress)
    }

    private func grow(by count: Int) {
        free = .allocate(byteCount: max(count, Self.block), alignment: 8)
        blocks.append(free)
    }
}
