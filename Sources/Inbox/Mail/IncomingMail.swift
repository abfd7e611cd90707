/// A mail from anybody, opened within bounds: whatever it holds, it is no larger than
/// ``MailLimits`` allow and no deeper.
package struct IncomingMail: Hashable, Sendable {
    package let header: MailHeader
    /// The whole body: a text, or parts that hold more (RFC 2045 section 2.6).
    package let body: MailPart
    /// What was left out, each kind once.
    package let cuts: Set<MailCut>

    package init(header: MailHeader, body: MailPart, cuts: Set<MailCut> = []) {
        self.header = header
        self.body = body
        self.cuts = cuts
    }
}

/// Why a part of a mail was left out.
package enum MailCut: String, Hashable, Sendable, CaseIterable {
    /// It goes on after the octets that are read.
    case size
    /// Parts in parts, deeper than anybody writes them.
    case depth
    /// More parts than anybody writes.
    case parts
    /// A header with more fields, or longer ones, than anybody writes.
    case header
}

/// The fields of a mail or of one part, in their order (RFC 5322 section 2.2).
package struct MailHeader: Hashable, Sendable {
    package let fields: [MailField]

    package init(_ fields: [MailField] = []) { self.fields = fields }

    /// The decoded value of the first field of a name, whatever its case.
    package func first(_ name: String) -> String? {
        fields.first { $0.isNamed(name) }?.value
    }

    /// The decoded values of all fields of a name, in their order.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }
}

/// One field of a header.
package struct MailField: Hashable, Sendable {
    package let name: String
    /// Unfolded, encoded words decoded (RFC 2047), trimmed; what cannot be decoded has U+FFFD in it.
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
}

/// A part of a mail (RFC 2045 section 2.5).
package struct MailPart: Hashable, Sendable {
    package indirect enum Content: Hashable, Sendable {
        /// A text of any kind, its transfer encoding and its character set undone; lines end in LF.
        /// `message/delivery-status`, `text/rfc822-headers` and the like are texts too.
        case text(String)
        /// Anything else, its transfer encoding undone.
        case data([UInt8])
        /// A multipart; the preamble and the epilogue are left out.
        case parts([MailPart])
        /// A mail inside this one: `message/rfc822` and `message/global`.
        case message(IncomingMail)
    }

    package let type: MediaType
    /// The name the sender gave it, decoded (RFC 2231); nothing says that it is safe.
    package let fileName: String?
    /// Whether the sender calls it an attachment (RFC 2183).
    package let isAttachment: Bool
    package let content: Content

    package init(
        _ type: MediaType, _ content: Content, fileName: String? = nil, isAttachment: Bool = false
    ) {
        self.type = type
        self.content = content
        self.fileName = fileName
        self.isAttachment = isAttachment
    }

    /// This part and all below it, in the order of the mail, without what is in an attached message.
    package var leaves: [MailPart] {
        guard case .parts(let parts) = content else { return [self] }
        return parts.flatMap(\.leaves)
    }

    package var text: String? {
        if case .text(let text) = content { text } else { nil }
    }
}

/// What a part says that it is (RFC 2045 section 5), in small letters but for the parameters' values.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    package let type: String
    package let subtype: String
    package let parameters: [String: String]

    package init(_ type: String, _ subtype: String, _ parameters: [String: String] = [:]) {
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    package var description: String { type + "/" + subtype }
}
