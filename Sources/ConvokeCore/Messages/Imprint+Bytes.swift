import Foundation

/// Moulds and values as bytes, to be kept.
extension Mould {
    /// `names` are what the attachments are called where they are kept, in their order: the SHA-256 of
    /// each.
    package func bytes(attachments names: [[UInt8]]) -> [UInt8] {
        var writer = OctetWriter()
        writer.reserve(fixed.count + parts.count * 4 + 64)
        writer.put(valueCount)
        writer.put(names.count)
        writer.put(names.first?.count ?? 0)
        for name in names { writer.put(name) }
        writer.put(parts.count)
        for part in parts {
            switch part {
            // The ranges follow one another: their lengths say where they are.
            case .fixed(let range): writer.put(range.count * 3)
            case .value(let number): writer.put(number * 3 + 1)
            case .attachment(let number): writer.put(number * 3 + 2)
            }
        }
        for case .fixed(let range) in parts { writer.put(fixed[range]) }
        return writer.bytes
    }

    /// A mould that was kept; nil when the bytes are none, or `attachment` does not know one of its
    /// attachments by its name.
    package static func read(
        _ bytes: [UInt8], attachment: ([UInt8]) throws -> [UInt8]?
    ) rethrows -> Mould? {
        var reader = OctetReader(bytes)
        guard let values = reader.number(), let names = reader.count(),
            let length = reader.number()
        else { return nil }
        var attachments: [Message.Chunk] = []
        for _ in 0..<names {
            guard let name = reader.octets(length), let found = try attachment(name) else {
                return nil
            }
            attachments.append(.init(found, digest: name))
        }
        guard let parts = parts(&reader), let fixed = reader.octets(reader.left),
            fits(parts, fixed.count, names, values)
        else { return nil }
        return Mould(fixed: fixed, parts: parts, attachments: attachments, valueCount: values)
    }

    private static func parts(_ reader: inout OctetReader) -> [Part]? {
        guard let count = reader.count() else { return nil }
        var parts: [Part] = []
        var end = 0
        for _ in 0..<count {
            guard let code = reader.number() else { return nil }
            switch code % 3 {
            case 0:
                let (next, isTooLarge) = end.addingReportingOverflow(code / 3)
                if isTooLarge { return nil }
                parts.append(.fixed(end..<next))
                end = next
            case 1: parts.append(.value(code / 3))
            default: parts.append(.attachment(code / 3))
            }
        }
        return parts
    }
}

extension MouldValues {
    /// A value that is the same as an earlier one is only referred to.
    package var packed: [UInt8] {
        var writer = OctetWriter()
        writer.reserve(bytes.count + count * 2)
        bytes.withUnsafeBytes { all in
            for number in 0..<count {
                let own = UnsafeRawBufferPointer(rebasing: all[range(number)])
                if let earlier = earlier(number, own, all) {
                    writer.put(earlier * 2 + 1)
                } else {
                    writer.put(own.count * 2)
                    writer.put(own)
                }
            }
        }
        return writer.bytes
    }

    /// The first value with the same bytes, when it is worth while.
    private func earlier(
        _ number: Int, _ own: UnsafeRawBufferPointer, _ all: UnsafeRawBufferPointer
    ) -> Int? {
        if own.count < 2 { return nil }
        var start = 0
        for other in 0..<number {
            let end = ends[other]
            if end - start == own.count, let one = own.baseAddress, let two = all.baseAddress,
                memcmp(one, two + start, own.count) == 0
            {
                return other
            }
            start = end
        }
        return nil
    }

    /// No message is larger than this: references to earlier values could make much of little.
    private static let largest = 1 << 26

    /// Values that were packed; nil when the bytes are none.
    package init?(packed: [UInt8]) {
        var reader = OctetReader(packed)
        var bytes: [UInt8] = []
        var ends: [Int] = []
        while reader.left > 0 {
            guard bytes.count <= Self.largest, let code = reader.number() else { return nil }
            if code.isMultiple(of: 2) {
                guard let octets = reader.octets(code / 2) else { return nil }
                bytes += octets
            } else {
                guard code / 2 < ends.count else { return nil }
                let start = code / 2 == 0 ? 0 : ends[code / 2 - 1]
                bytes += bytes[start..<ends[code / 2]]
            }
            ends.append(bytes.count)
        }
        self.init(bytes: bytes, ends: ends)
    }
}
