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
    /// The parts in the order of the message, with attachments by themselves.
    package let stretches: [Stretch]

    /// Ranges lie within `fixed`, and numbers within `valueCount` and `attachments`; anything else is a
    /// fault of the program, and ends here before memory is harmed.
    package init(fixed: [UInt8], parts: [Part], attachments: [Message.Chunk], valueCount: Int) {
        precondition(Self.fits(parts, fixed.count, attachments.count, valueCount))
        self.fixed = fixed
        self.parts = parts
        self.attachments = attachments
        self.valueCount = valueCount
        stretches = Self.stretches(of: parts)
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

    /// What lies between two attachments, or an attachment.
    package enum Stretch: Sendable {
        /// Places in `parts`; the bytes are made for each message, and no line of them begins with a dot.
        case cast(Range<Int>)
        /// An attachment by its number.
        case attachment(Int)
    }

    private static func stretches(of parts: [Part]) -> [Stretch] {
        var stretches: [Stretch] = []
        var start = 0
        for (place, part) in parts.enumerated() {
            guard case .attachment(let number) = part else { continue }
            if start < place { stretches.append(.cast(start..<place)) }
            stretches.append(.attachment(number))
            start = place + 1
        }
        if start < parts.count { stretches.append(.cast(start..<parts.count)) }
        return stretches
    }

    /// The message with these values, `valueCount` of them.
    package func message(_ values: MouldValues, isSevenBit: Bool) -> Message {
        Message(Imprint(mould: self, values: values), isSevenBit: isSevenBit)
    }
}
