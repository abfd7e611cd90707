/// What all messages of one shape have in common: bytes with places left open, and attachments.
///
/// A message is its mould with one recipient's values put in, and nothing else; whoever keeps the
/// mould once and the values of each message can put every message together again, byte for byte.
///
/// It is a class so that a message refers to it at the cost of one reference.
package final class Mould: Sendable {
    package enum Part: Hashable, Sendable {
        /// A range of `fixed`.
        case fixed(Range<Int>)
        /// A value by its number. One value may stand in several places.
        case value(Int)
        /// An attachment by its number; it is a chunk of its own.
        case attachment(Int)
    }

    package let fixed: [UInt8]
    package let parts: [Part]
    package let attachments: [Message.Chunk]
    /// How many values a message needs.
    package let valueCount: Int

    /// Ranges lie within `fixed`, and numbers within `valueCount` and `attachments`; anything else is a
    /// fault of the program, and ends here before memory is harmed.
    package init(fixed: [UInt8], parts: [Part], attachments: [Message.Chunk], valueCount: Int) {
        precondition(Self.fits(parts, fixed.count, attachments.count, valueCount))
        self.fixed = fixed
        self.parts = parts
        self.attachments = attachments
        self.valueCount = valueCount
    }

    static func fits(
        _ parts: [Part], _ fixed: Int, _ attachments: Int, _ values: Int
    ) -> Bool {
        parts.allSatisfy { part in
            switch part {
            case .fixed(let range): range.lowerBound >= 0 && range.upperBound <= fixed
            case .value(let number): number >= 0 && number < values
            case .attachment(let number): number >= 0 && number < attachments
            }
        }
    }

    /// The message with these values, `valueCount` of them.
    package func message(_ values: MouldValues, isSevenBit: Bool) -> Message {
        precondition(values.count == valueCount)
        var chunks: [Message.Chunk] = []
        var start = 0
        for (index, part) in parts.enumerated() {
            guard case .attachment(let number) = part else { continue }
            append(parts[start..<index], values, &chunks)
            chunks.append(attachments[number])
            start = index + 1
        }
        append(parts[start...], values, &chunks)
        return Message(
            chunks: chunks, isSevenBit: isSevenBit, imprint: Imprint(mould: self, values: values))
    }

    private func append(
        _ parts: ArraySlice<Part>, _ values: MouldValues, _ chunks: inout [Message.Chunk]
    ) {
        if !parts.isEmpty { chunks.append(.init(withoutLeadingDot: cast(parts, values))) }
    }

    /// The bytes of parts without an attachment among them: written once, into memory that never grows.
    private func cast(_ parts: ArraySlice<Part>, _ values: MouldValues) -> [UInt8] {
        var size = 0
        for part in parts {
            switch part {
            case .fixed(let range): size += range.count
            case .value(let number): size += values.range(number).count
            case .attachment: break
            }
        }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            fixed.withUnsafeBufferPointer { fixed in
                values.bytes.withUnsafeBufferPointer { own in
                    for part in parts {
                        switch part {
                        case .fixed(let range): Self.copy(fixed, range, to: buffer, &count)
                        case .value(let number):
                            Self.copy(own, values.range(number), to: buffer, &count)
                        case .attachment: break
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func copy(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        to buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) {
        guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
        precondition(range.upperBound <= bytes.count && count + range.count <= buffer.count)
        (target + count).initialize(from: source + range.lowerBound, count: range.count)
        count += range.count
    }
}

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

/// What is different in one message, and the mould that it came from.
package struct Imprint: Sendable {
    package let mould: Mould
    package let values: MouldValues

    package init(mould: Mould, values: MouldValues) {
        self.mould = mould
        self.values = values
    }
}
