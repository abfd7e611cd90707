/// Bytes that are compressed until somebody needs them.
struct FoldedBytes: Sendable {
    private let folded: [UInt8]
    private let count: Int

    /// Nil when it would save nothing, or cannot be done.
    init?(_ bytes: [UInt8]) {
        guard let folded = BytesFolder(level: Self.level).fold(bytes) else { return nil }
        count = bytes.count
        self.folded = folded
    }

    var unfolded: [UInt8] {
        let bytes = BytesFolder.unfold(folded[...], limit: count)
        // Only broken memory could be the reason: better no letter than one to a nameless person.
        precondition(bytes?.count == count)
        return bytes ?? []
    }

    /// The quickest of the ordinary ones: it leaves an eighth of a contact's bytes, and higher ones
    /// little less.
    private static let level: Int32 = 1
}
