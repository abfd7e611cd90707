/// The numbers of messages as a command names them (RFC 3501 section 9, sequence-set).
enum UIDSet {
    /// A set names at most so many ranges, so that no server finds the line too long.
    static let mostRanges = 200

    /// One or several sets that together name exactly these.
    static func texts(_ uids: [UInt32]) -> [String] {
        let ranges = ranges(uids).map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
        }
        return stride(from: 0, to: ranges.count, by: mostRanges).map { start in
            ranges[start..<min(start + mostRanges, ranges.count)].joined(separator: ",")
        }
    }

    private static func ranges(_ uids: [UInt32]) -> [ClosedRange<UInt32>] {
        Set(uids).sorted().reduce(into: []) { ranges, uid in
            if let last = ranges.last, uid - last.upperBound == 1 {
                ranges[ranges.count - 1] = last.lowerBound...uid
            } else {
                ranges.append(uid...uid)
            }
        }
    }
}
