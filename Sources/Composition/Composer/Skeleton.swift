import ConvokeCore
import Synchronization

/// A message for all letters of one shape, encoded, with gaps for what differs.
///
/// It is a class so that taking it from the store costs one reference.
final class Skeleton: Sendable {
    /// What a gap is filled with.
    enum Gap: Hashable, Sendable {
        case slot(Slot, Form)
        case date, to, subject, messageID, thread, calendar
        case mixedBoundary, alternativeBoundary
    }

    enum Part: Sendable {
        /// A range of `fixed`.
        case fixed(Range<Int>)
        case gap(Gap)
    }

    let words: Localised
    let fixed: [UInt8]
    let parts: [Part]
    let subject: [Rendering.Part]
    let attachments: [Message.Chunk]
    /// For letters with these calendar sheets; made at the first of them.
    private let casts = Mutex<[[ObjectIdentifier]: Cast]>([:])

    init(
        words: Localised, fixed: [UInt8], parts: [Part], subject: [Rendering.Part],
        attachments: [Message.Chunk]
    ) {
        self.words = words
        self.fixed = fixed
        self.parts = parts
        self.subject = subject
        self.attachments = attachments
    }

    /// What a letter with these entries is cast in. A sheet lives as long as the mould that was made of
    /// it, so that its identity stays its own.
    func cast(_ sheets: [CalendarSheet]) -> Cast {
        let key = sheets.map { ObjectIdentifier($0) }
        return casts.withLock { casts in
            if let known = casts[key] { return known }
            let new = CastBuilder.build(self, sheets)
            if casts.count >= Self.castsKept { casts.removeAll() }
            casts[key] = new
            return new
        }
    }

    /// More than these at a time means that nearly every recipient has entries of their own.
    private static let castsKept = 100
}

/// Puts a skeleton together, from the first header to the last boundary.
struct SkeletonBuilder {
    private var fixed: [UInt8] = []
    private var parts: [Skeleton.Part] = []

    static func build(
        _ rendering: Rendering, settings: Settings, language: String, hasCalendar: Bool,
        attachments: [Message.Chunk]
    ) -> Skeleton {
        var builder = SkeletonBuilder()
        builder.headers(settings, language, rendering.subject)
        if hasCalendar || !attachments.isEmpty { builder.multipart("mixed", .mixedBoundary) }
        builder.alternative(rendering, hasCalendar: hasCalendar)
        return Skeleton(
            words: Localised.of(language), fixed: builder.fixed, parts: builder.parts,
            subject: rendering.subject, attachments: attachments)
    }

    private mutating func headers(
        _ settings: Settings, _ language: String, _ subject: [Rendering.Part]
    ) {
        put("Date: ", .date, "\r\n")
        putMailbox("From: ", settings.from)
        if let replyTo = settings.replyTo {
            putMailbox("Reply-To: ", Mailbox(name: "", address: replyTo))
        }
        put("To: ", .to, "\r\n")
        putSubject(subject)
        put("Message-ID: <", .messageID, ">\r\n")
        put("", .thread, "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n")
        if let tag = LanguageTag.clean(language) { put("Content-Language: \(tag)\r\n") }
    }

    /// Encoded here if it is the same for everybody.
    private mutating func putSubject(_ subject: [Rendering.Part]) {
        var text: [UInt8] = []
        for part in subject {
            guard case .literal(let bytes) = part else { return put("Subject: ", .subject, "\r\n") }
            text += bytes
        }
        put("Subject: ")
        fixed(
            ByteWriter.array(capacity: ByteWriter.capacity(ofHeader: text.count)) { writer in
                text.withUnsafeBufferPointer { writer.putUnstructured($0, column: 9) }
            })
        put("\r\n")
    }

    private mutating func putMailbox(_ field: String, _ mailbox: Mailbox) {
        put(field)
        let capacity = ByteWriter.capacity(
            ofHeader: mailbox.name.utf8.count + mailbox.address.wire.utf8.count)
        fixed(
            ByteWriter.array(capacity: capacity) { writer in
                mailbox.name.withBytes {
                    writer.putMailbox($0, mailbox.address, column: field.utf8.count)
                }
            })
        put("\r\n")
    }

    private mutating func multipart(_ subtype: String, _ boundary: Skeleton.Gap) {
        put("Content-Type: multipart/\(subtype);\r\n boundary=\"", boundary, "\"\r\n\r\n")
        put("--", boundary, "\r\n")
    }

    /// The calendar stands last: it is the form that says most (RFC 2046 section 5.1.4).
    private mutating func alternative(_ rendering: Rendering, hasCalendar: Bool) {
        multipart("alternative", .alternativeBoundary)
        putBody("text/plain", rendering.text)
        put("\r\n--", .alternativeBoundary, "\r\n")
        putBody("text/html", rendering.html)
        if hasCalendar {
            put("\r\n--", .alternativeBoundary, "\r\n")
            put("", .calendar, "")
        }
        put("\r\n--", .alternativeBoundary, "--\r\n")
    }

    private mutating func putBody(_ type: String, _ body: [Rendering.Part]) {
        put("Content-Type: \(type); charset=utf-8\r\n")
        put("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
        var encoder = QuotedPrintable()
        for part in body {
            switch part {
            case .literal(let text): encoder.literal(text)
            case .slot(let slot, let form): encoder.slot(slot, form)
            }
        }
        for piece in encoder.finish() {
            switch piece {
            case .bytes(let bytes): fixed(bytes)
            case .slot(let slot, let form): parts.append(.gap(.slot(slot, form)))
            }
        }
    }

    private mutating func put(_ before: String, _ gap: Skeleton.Gap, _ after: String) {
        put(before)
        parts.append(.gap(gap))
        put(after)
    }

    private mutating func put(_ text: String) { fixed(Array(text.utf8)) }

    private mutating func fixed(_ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        let start = fixed.count
        fixed += bytes
        if case .fixed(let range)? = parts.last {
            parts[parts.count - 1] = .fixed(range.lowerBound..<fixed.count)
        } else {
            parts.append(.fixed(start..<fixed.count))
        }
    }
}
