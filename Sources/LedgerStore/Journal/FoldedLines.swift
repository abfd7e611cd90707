import ConvokeCore

/// The lines of a row as they stand in the journal: folded, where that makes less of them. Much of what the
/// letters of one flush say is the same, and what is not written need not be hashed or flushed.
struct FoldedLines {
    private let folder = BytesFolder(level: -3)

    /// What is to be written for lines that make up a row.
    func stored(_ lines: [UInt8]) -> [UInt8] {
        guard Self.sizes.contains(lines.count) else { return lines }
        return folder.fold(lines).map { [Self.mark] + $0 } ?? lines
    }

    /// The lines of a row that stands in the journal.
    static func lines(_ stored: [UInt8]) throws(JournalFault) -> [UInt8] {
        guard stored.first == mark else { return stored }
        guard let lines = BytesFolder.unfold(stored.dropFirst(), limit: sizes.upperBound) else {
            throw JournalFault(0)
        }
        return lines
    }

    /// The first byte of folded lines.
    private static let mark = UInt8(JournalLine.Kind.folded.rawValue)
    /// In bytes. With fewer there is little to be saved; and nobody who reads makes room for more than these only
    /// because a row says so.
    private static let sizes = 512...1 << 26
}
