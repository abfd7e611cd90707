import CCurl
import Foundation

/// libcurl's own SMTP: one easy handle on each thread, one fixed message, nothing tracked.
/// `bench libcurl PORT SESSIONS MESSAGES FILE`.
struct LibcurlSender {
    private let load: FixedLoad

    init(words: ArraySlice<String>) throws {
        load = try FixedLoad(words: words)
    }

    func run() throws {
        guard ccurl_global_start() == CURLE_OK else { throw Failure("libcurl does not start") }
        load.share { send($0) }
    }

    private func send(_ count: Int) {
        guard let easy = curl_easy_init() else { exit(1) }
        defer { curl_easy_cleanup(easy) }
        load.body.withUnsafeBytes { bytes in
            var text = Unread(bytes: bytes)
            withUnsafeMutablePointer(to: &text) { text in
                let recipients = prepare(easy, text)
                defer { curl_slist_free_all(recipients) }
                for _ in 0..<count {
                    text.pointee.offset = 0
                    if curl_easy_perform(easy) != CURLE_OK { exit(1) }
                }
            }
        }
    }

    private func prepare(
        _ easy: UnsafeMutableRawPointer, _ text: UnsafeMutablePointer<Unread>
    ) -> UnsafeMutablePointer<curl_slist>? {
        let recipients = curl_slist_append(nil, "vp000001@xa1.example")
        let settings = [
            ccurl_set_string(easy, CURLOPT_URL, "smtp://127.0.0.1:\(load.port)/bench.example"),
            ccurl_set_string(easy, CURLOPT_MAIL_FROM, "<vanphong@tinhuy.example>"),
            ccurl_set_pointer(easy, CURLOPT_MAIL_RCPT, recipients),
            ccurl_set_long(easy, CURLOPT_UPLOAD, 1),
            ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1),
            ccurl_set_data_function(easy, CURLOPT_READFUNCTION, Unread.read),
            ccurl_set_pointer(easy, CURLOPT_READDATA, text),
        ]
        if settings.contains(where: { $0 != CURLE_OK }) { exit(1) }
        return recipients
    }
}

/// A message that libcurl reads piece by piece.
private struct Unread {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    static let read: ccurl_data_function = { space, size, count, context in
        guard let space, let text = context?.assumingMemoryBound(to: Unread.self) else { return 0 }
        let piece = min(size * count, text.pointee.bytes.count - text.pointee.offset)
        guard piece > 0, let start = text.pointee.bytes.baseAddress else { return 0 }
        memcpy(space, start + text.pointee.offset, piece)
        text.pointee.offset += piece
        return piece
    }
}
