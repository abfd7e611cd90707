import ConvokeCore

extension Wire {
    /// From this size on a chunk is sent from where it stands; below, a copy is cheaper than a write.
    private static let copied = 32 * 1024

    /// Collects the message with its dots doubled (RFC 5321 section 4.5.2) and a line's end at its end,
    /// but without the lone dot. Large parts are sent on the way.
    func append(_ message: Message, within limit: Duration) async throws(LineFault) {
        var end = LineEnd()
        switch message.content {
        case .cast(let imprint):
            for stretch in imprint.mould.stretches {
                try await append(stretch, of: imprint, &end, within: limit)
            }
        case .chunks(let chunks):
            for chunk in chunks { try await append(chunk, &end, within: limit) }
        }
        if !end.isComplete { out.append(contentsOf: [0x0D, 0x0A]) }
    }

    private func append(
        _ stretch: Mould.Stretch, of imprint: Imprint, _ end: inout LineEnd, within limit: Duration
    ) async throws(LineFault) {
        switch stretch {
        case .attachment(let number):
            try await append(imprint.mould.attachments[number], &end, within: limit)
        case .cast(let parts):
            let start = out.count
            imprint.append(parts, to: &out)
            end.goOn(out[start...])
            if out.count >= Self.block { try await flush(within: limit) }
        }
    }

    private func append(
        _ chunk: Message.Chunk, _ end: inout LineEnd, within limit: Duration
    ) async throws(LineFault) {
        try await append(chunk, atLineStart: end.isLineStart, within: limit)
        end.goOn(chunk.bytes[...])
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

/// The last two bytes of what was said so far of a message: at its beginning a line has just ended.
private struct LineEnd {
    private var last: (UInt8, UInt8) = (0x0D, 0x0A)

    var isLineStart: Bool { last.1 == 0x0A }
    /// CR LF.
    var isComplete: Bool { last == (0x0D, 0x0A) }

    mutating func goOn(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes.suffix(2) { last = (last.1, byte) }
    }
}
