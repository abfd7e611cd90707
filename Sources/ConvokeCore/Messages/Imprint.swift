/// One recipient's values for a mould, one after the other.
package struct MouldValues: Sendable {
    package let bytes: [UInt8]
    /// Where each value ends in `bytes`; the first begins at 0.
    package let ends: [Int]

    /// The ends go up to the end of the bytes and never back.
    package init(bytes: [UInt8], ends: [Int]) {
        self.bytes = bytes
        self.ends = ends
    }

    package var count: Int { ends.count }

    package func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }
}

/// A message as its mould and what is different in it.
///
/// Its bytes are made where they are needed, to be hashed and to be sent, and are gone again: copying a
/// mould that is at hand costs less than to fetch a message that was made while sixty others were.
package struct Imprint: Sendable {
    package let mould: Mould
    package let values: MouldValues

    /// There are as many values as the mould needs, and they lie within their bytes; anything else is a fault
    /// of the program, and ends here before memory is harmed.
    package init(mould: Mould, values: MouldValues) {
        precondition(values.count == mould.valueCount)
        precondition(values.ends.last ?? 0 <= values.bytes.count)
        self.mould = mould
        self.values = values
    }

    /// Octets in all.
    var size: Int {
        mould.stretches.reduce(0) { total, stretch in
            switch stretch {
            case .cast(let parts): total + count(parts)
            case .attachment(let number): total + mould.attachments[number].bytes.count
            }
        }
    }

    /// The bytes, in chunks of which the attachments are shared.
    var chunks: [Message.Chunk] {
        mould.stretches.map { stretch in
            switch stretch {
            case .cast(let parts):
                var bytes: [UInt8] = []
                bytes.reserveCapacity(count(parts))
                append(parts, to: &bytes)
                return .init(withoutLeadingDot: bytes)
            case .attachment(let number): return mould.attachments[number]
            }
        }
    }

    /// How many bytes some parts of the mould come to, none of which is an attachment.
    private func count(_ parts: Range<Int>) -> Int {
        mould.parts[parts].reduce(0) { total, part in
            switch part {
            case .fixed(let range): total + range.count
            case .value(let number): total + values.range(number).count
            case .attachment: total
            }
        }
    }

    /// Puts the bytes of some parts at the end of others.
    package func append(_ parts: Range<Int>, to out: inout [UInt8]) {
        forEachPiece(of: parts) { out.append(contentsOf: $0) }
    }

    /// The bytes of some parts, one after the other, for as long as `body` takes.
    package func withBytes<Result>(
        of parts: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(byteCount: count(parts), alignment: 1) { space in
            var place = 0
            forEachPiece(of: parts) { piece in
                UnsafeMutableRawBufferPointer(rebasing: space[place...]).copyMemory(from: piece)
                place += piece.count
            }
            return body(UnsafeRawBufferPointer(rebasing: space[..<place]))
        }
    }

    @inline(__always)
    private func forEachPiece(
        of parts: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        mould.fixed.withUnsafeBytes { fixed in
            values.bytes.withUnsafeBytes { own in
                for part in mould.parts[parts] {
                    switch part {
                    case .fixed(let range): body(.init(rebasing: fixed[range]))
                    case .value(let number): body(.init(rebasing: own[values.range(number)]))
                    case .attachment: break
                    }
                }
            }
        }
    }
}
