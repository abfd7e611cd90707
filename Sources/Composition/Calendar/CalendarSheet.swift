/// A calendar entry as mails carry it (RFC 6047): an iCalendar object that is the same for everybody,
/// encoded once, with one place left open for the lines of each recipient.
///
/// It is a class so that a letter refers to it at the cost of one reference.
package final class CalendarSheet: Sendable {
    /// The headers of the entry beside text and HTML, and those of the entry as a file, each up to the
    /// empty line.
    let alternativeHead: [UInt8]
    let fileHead: [UInt8]
    let before: [UInt8]
    let after: [UInt8]

    /// - Parameters:
    ///   - name: the file's, such as `sang.ics`.
    ///   - method: what stands in the object as METHOD; the header says the same (RFC 6047 section 2.4).
    ///   - before: the object up to the place left open. Lines end in CR LF, here and in `after`.
    package init(name: String, method: String, before: [UInt8], after: [UInt8]) {
        let plain = method.filter { $0.isASCII && $0.isLetter }
        let type =
            "Content-Type: text/calendar; charset=utf-8;\r\n method=\(plain); component=VEVENT"
        let encoding = "\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        alternativeHead = Array((type + encoding + "\r\n").utf8)
        fileHead = ByteWriter.array(capacity: name.utf8.count * 12 + 512) { writer in
            writer.put(type)
            writer.putOldName(name)
            writer.put(encoding)
            writer.put("Content-Disposition: attachment")
            writer.putFileName(name)
            writer.put("\r\n\r\n")
        }
        self.before = Self.encoded(before)
        self.after = Self.encoded(after)
    }

    /// What needs no encoding wherever it stands in a line, and line breaks.
    private static func isPlain(_ byte: UInt8) -> Bool {
        ByteWriter.isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
            || byte == 13 || byte == 10
    }

    /// Whole lines in quoted-printable.
    static func encoded(_ lines: [UInt8]) -> [UInt8] {
        if lines.count <= QuotedPrintable.lineLength && lines.allSatisfy(isPlain) { return lines }
        return ByteWriter.array(capacity: ByteWriter.capacity(ofValue: lines.count)) { writer in
            lines.withUnsafeBufferPointer { writer.putValue($0, .text) }
        }
    }
}

/// The calendar entries of one letter.
package struct LetterCalendar: Sendable {
    /// One entry with the line that names it in this recipient's calendar.
    package struct Entry: Sendable {
        let sheet: CalendarSheet
        let nameLine: [UInt8]

        /// `nameLine` ends in CR LF.
        package init(_ sheet: CalendarSheet, nameLine: [UInt8]) {
            self.sheet = sheet
            self.nameLine = CalendarSheet.encoded(nameLine)
        }
    }

    let entries: [Entry]
    let lines: [UInt8]

    /// Nil without an entry.
    ///
    /// - Parameter lines: this recipient's lines that are the same in all entries, each ended by CR LF.
    package init?(_ entries: [Entry], lines: [UInt8]) {
        if entries.isEmpty { return nil }
        self.entries = entries
        self.lines = CalendarSheet.encoded(lines)
    }
}
