package import ConvokeCore
import Crypto

/// A file to attach, with its bytes.
package struct Attachment: Sendable {
    /// What the recipient sees and saves it as.
    package let name: String
    package let bytes: [UInt8]
    /// Such as `application/pdf`.
    package let mediaType: String

    /// Without a media type, the one that goes with the name's ending.
    package init(name: String, bytes: [UInt8], mediaType: String? = nil) {
        self.name = name
        self.bytes = bytes
        self.mediaType = mediaType ?? MediaType.of(name)
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The attachment as one part of a mail, from its headers to its last line break: encoded once, and
    /// shared by all messages that have it.
    package var part: Message.Chunk {
        let encoded = encoded
        return Message.Chunk(
            withoutLeadingDot: encoded, digest: Array(SHA256.hash(data: encoded)))
    }

    private var encoded: [UInt8] {
        let capacity =
            name.utf8.count * 12 + 512 + ByteWriter.capacity(ofBase64Lines: bytes.count)
            + mediaType.utf8.count
        return ByteWriter.array(capacity: capacity) { writer in
            let type = MediaType.isWellFormed(mediaType) ? mediaType : MediaType.unknown
            writer.put("Content-Type:")
            writer.put(type.utf8.count > 62 ? "\r\n " : " ")
            writer.put(type)
            writer.putOldName(name)
            writer.put("\r\nContent-Transfer-Encoding: base64\r\n")
            writer.put("Content-Disposition: attachment")
            writer.putFileName(name)
            writer.put("\r\n\r\n")
            bytes.withUnsafeBufferPointer { writer.putBase64Lines($0) }
        }
    }
}

/// Media types of the files that secretariats send (RFC 2046, and IANA's list).
package enum MediaType {
    static let unknown = "application/octet-stream"

    /// By the name's ending; `application/octet-stream` for an ending that is not in the table.
    package static func of(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return unknown }
        return table[name[name.index(after: dot)...].lowercased()] ?? unknown
    }

    /// `type/subtype` of RFC 2045 tokens, with at most a charset: nothing else goes into the header.
    static func isWellFormed(_ type: String) -> Bool {
        let allowed = "!#$&-^_.+/;= ".utf8
        return type.utf8.count <= 80 && type.utf8.contains(UInt8(ascii: "/"))
            && type.utf8.allSatisfy { ByteWriter.isLetterOrDigit($0) || allowed.contains($0) }
    }

    private static let office = "application/vnd.openxmlformats-officedocument."
    private static let open = "application/vnd.oasis.opendocument."
    private static let table = [
        "pdf": "application/pdf",
        "doc": "application/msword",
        "docx": office + "wordprocessingml.document",
        "xls": "application/vnd.ms-excel",
        "xlsx": office + "spreadsheetml.sheet",
        "ppt": "application/vnd.ms-powerpoint",
        "pptx": office + "presentationml.presentation",
        "odt": open + "text",
        "ods": open + "spreadsheet",
        "odp": open + "presentation",
        "rtf": "application/rtf",
        "zip": "application/zip",
        "7z": "application/x-7z-compressed",
        "txt": "text/plain; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "svg": "image/svg+xml",
        "webp": "image/webp",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
    ]
}
