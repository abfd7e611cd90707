import ConvokeCore

extension Wire {
    /// From this size on a chunk is sent from where it stands; below, a copy is cheaper than a write.
    private static let copied = 32 * 1024

    /// Collects the message with its dots doubled (RFC 5321 section 4.5.2) and a line's end at its end,
    /// but without the lone dot. Large parts are sent on the way.
    func append(_ message: Message, within limit: Duration) async throws(LineFault) {
        var last: UInt8 = 0x0A
        var beforeLast: UInt8 = 0x0D
        for chunk in message.chunks {
            guard let end = chunk.bytes.last else { continue }
            try await append(chunk, atLineStart: last == 0x0A, within: limit)
            beforeLast = chunk.bytes.count > 1 ? chunk.bytes[chunk.bytes.count - 2] : last
            last = end
        }
        if beforeLast != 0x0D || last != 0x0A { out.append(contentsOf: [0x0D, 0x0A]) }
    }

    private func append(
        _ chunk: Message.Chunk, atLineStart: Bool, within limit: Duration
    ) async throws(LineFault) {
        if chunk.hasLeadingDot {
            try await appendStuffed(chunk.bytes, atLineStart: atLineStart, within: limit)
        } else if chunk.bytes.count < Self.copied {
            out.append(contentsOf: chunk.bytes)
            if out.count >= Self.block { try await flush(within: limit) }
        } else {
            try await flush(within: limit)
            try await send(chunk.bytes, within: limit)
        }
    }

    private func appendStuffed(
        _ bytes: [UInt8], atLineStart: Bool, within limit: Duration
    ) async throws(LineFault) {
        var isAtStart = atLineStart
        var from = 0
        while from < bytes.count {
            let end = bytes[from...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            if isAtStart, bytes[from] == UInt8(ascii: ".") { out.append(UInt8(ascii: ".")) }
            out.append(contentsOf: bytes[from..<end])
            isAtStart = true
            from = end
            if out.count >= Self.block { try await flush(within: limit) }
        }
    }
}
