/// A composed RFC 5322 mail as bytes: CR LF only, not yet dot-stuffed.
///
/// What is the same for everybody (an attachment of 2 MB) exists once and is only referred to by each
/// recipient's message: as a chunk, or as the mould that it is cast from.
package struct Message: Sendable {
    /// A run of bytes, shared between messages without being copied.
    package struct Chunk: Sendable {
        package let bytes: [UInt8]
        /// Whether a line inside, or the first byte, is a dot that transparency must double
        /// (RFC 5321 section 4.5.2). Found once, when the chunk is made.
        package let hasLeadingDot: Bool
        /// SHA-256 of the bytes, where it was taken once for all messages that share them; else nil.
        package let digest: [UInt8]?

        package init(_ bytes: [UInt8], digest: [UInt8]? = nil) {
            self.bytes = bytes
            self.digest = digest
            hasLeadingDot = Self.findsLeadingDot(bytes)
        }

        /// For whoever wrote the bytes so that no line begins with a dot, which saves looking.
        package init(withoutLeadingDot bytes: [UInt8], digest: [UInt8]? = nil) {
            self.bytes = bytes
            self.digest = digest
            hasLeadingDot = false
        }

        /// What a message's digest goes over: its bytes, or their own digest where they have one. The two
        /// megabytes that a thousand messages share are hashed once.
        package var digested: [UInt8] { digest ?? bytes }

        private static func findsLeadingDot(_ bytes: [UInt8]) -> Bool {
            if bytes.first == UInt8(ascii: ".") { return true }
            return bytes.withUnsafeBufferPointer { buffer in
                var index = 1
                while index < buffer.count {
                    if buffer[index] == UInt8(ascii: "."), buffer[index - 1] == UInt8(ascii: "\n") {
                        return true
                    }
                    index += 1
                }
                return false
            }
        }
    }

    /// What it is made of.
    package enum Content: Sendable {
        case cast(Imprint)
        case chunks([Chunk])
    }

    package let content: Content
    /// Octets in all, as the SIZE parameter of RFC 1870 counts them.
    package let size: Int
    /// Whether all octets are below 128.
    package let isSevenBit: Bool

    package init(_ imprint: Imprint, isSevenBit: Bool) {
        content = .cast(imprint)
        size = imprint.size
        self.isSevenBit = isSevenBit
    }

    package init(chunks: [Chunk], isSevenBit: Bool) {
        content = .chunks(chunks)
        size = chunks.reduce(0) { $0 + $1.bytes.count }
        self.isSevenBit = isSevenBit
    }

    /// Its bytes, one chunk after the other; those of a mould are made now.
    package var chunks: [Chunk] {
        switch content {
        case .cast(let imprint): imprint.chunks
        case .chunks(let chunks): chunks
        }
    }

    /// All bytes in one array, as a file holds them.
    package var bytes: [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(size)
        for chunk in chunks { all.append(contentsOf: chunk.bytes) }
        return all
    }
}
