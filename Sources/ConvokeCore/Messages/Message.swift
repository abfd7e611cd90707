/// A composed RFC 5322 mail as bytes: CR LF only, not yet dot-stuffed.
///
/// It is kept in chunks so that what is the same for everybody (an attachment of 2 MB) exists once and
/// is only referred to by each recipient's message.
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

    package let chunks: [Chunk]
    /// Octets in all, as the SIZE parameter of RFC 1870 counts them.
    package let size: Int
    /// Whether all octets are below 128.
    package let isSevenBit: Bool
    /// From which the bytes can be made once more; nil for a message that no mould was used for.
    package let imprint: Imprint?

    package init(chunks: [Chunk], isSevenBit: Bool, imprint: Imprint? = nil) {
        self.chunks = chunks
        self.isSevenBit = isSevenBit
        self.imprint = imprint
        size = chunks.reduce(0) { $0 + $1.bytes.count }
    }

    /// All bytes in one array, as a file holds them.
    package var bytes: [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(size)
        for chunk in chunks { all.append(contentsOf: chunk.bytes) }
        return all
    }
}
