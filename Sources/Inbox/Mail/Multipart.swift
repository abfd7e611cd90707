/// A body cut at its boundary lines (RFC 2046 section 5.1.1), without preamble and epilogue. What is
/// unfinished ends where the body ends.
struct Multipart {
    let parts: [Octets]
    /// Whether there are more than were asked for.
    let isCut: Bool

    /// Nil where no line is a boundary. Without a claimed boundary it is guessed: the first line that
    /// begins with two hyphens and has a header below it.
    init?(_ octets: Octets, boundary claimed: [UInt8]?, limit: Int) {
        guard let boundary = claimed.flatMap(Self.usable) ?? Self.guessed(octets) else {
            return nil
        }
        var search = BoundarySearch(octets, boundary)
        guard var open = search.next(), !open.isLast else { return nil }
        var parts: [Octets] = []
        var isCut = false
        while !open.isLast {
            if parts.count >= max(0, limit) {
                isCut = true
                break
            }
            guard let close = search.next() else {
                parts.append(octets[open.next...])
                break
            }
            // The line end before a boundary line belongs to the boundary.
            parts.append(octets[open.next..<max(open.next, close.start)])
            open = close
        }
        self.parts = parts
        self.isCut = isCut
    }

    private static func usable(_ claimed: [UInt8]) -> [UInt8]? {
        let trimmed = claimed[...].trimmed
        return trimmed.isEmpty || trimmed.count > longest ? nil : Array(trimmed)
    }

    /// RFC 2046 allows 70 octets; some write more.
    private static let longest = 120

    private static func guessed(_ octets: Octets) -> [UInt8]? {
        var place = octets.startIndex
        for _ in 0..<100 where place < octets.endIndex {
            let (line, next) = octets.line(at: place)
            let name = line.dropFirst(2).trimmed
            if line.starts(with: "--".utf8), !name.isEmpty, name.count <= longest,
                octets[next...].firstLine.line.prefix(40).contains(UInt8(ascii: ":"))
            {
                return Array(name)
            }
            place = next
        }
        return nil
    }
}

/// Finds the lines `--boundary` and `--boundary--` one after the other.
private struct BoundarySearch {
    struct Found {
        /// Where the line begins, or the line end before it.
        let start: Int
        /// Where the line after it begins.
        let next: Int
        /// Whether it is the last one's.
        let isLast: Bool
    }

    private let octets: Octets
    private let boundary: [UInt8]
    private var place: Int

    init(_ octets: Octets, _ boundary: [UInt8]) {
        self.octets = octets
        self.boundary = boundary
        place = octets.startIndex
    }

    mutating func next() -> Found? {
        while let hyphens = nextHyphens() {
            let start = hyphens + 2
            place = start
            guard octets[start...].starts(with: boundary), let found = found(hyphens) else {
                continue
            }
            place = found.next
            return found
        }
        return nil
    }

    /// Where the next line begins that begins with two hyphens. So short a word is found in the same
    /// time whatever is around it; a whole boundary is not.
    private func nextHyphens() -> Int? {
        if place == octets.startIndex, octets.starts(with: Self.hyphens) { return place }
        let start = max(octets.startIndex, place - 1)
        return octets.place(of: Self.lineHyphens, from: start).map { $0 + 1 }
    }

    private static let hyphens = Array("--".utf8)
    private static let lineHyphens = Array("\n--".utf8)

    /// Blanks may follow, and nothing else may: one boundary may begin with another.
    private func found(_ start: Int) -> Found? {
        let (line, next) = octets.line(at: start + 2 + boundary.count)
        var tail = line.prefix(Self.longestTail).trimmed
        let isLast = tail.starts(with: Self.hyphens)
        if isLast { tail = tail.dropFirst(2).trimmed }
        guard tail.isEmpty, line.count < Self.longestTail else { return nil }
        return Found(start: beforeLineEnd(start), next: next, isLast: isLast)
    }

    private static let longestTail = 200

    private func beforeLineEnd(_ start: Int) -> Int {
        var end = max(octets.startIndex, start - 1)
        while end > octets.startIndex, octets[end - 1] == .carriageReturn { end -= 1 }
        return end
    }
}

extension Octets {
    var firstLine: (line: Octets, next: Int) { line(at: startIndex) }
}
