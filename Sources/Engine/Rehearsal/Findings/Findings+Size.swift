import ConvokeCore
import Foundation
import LedgerStore

/// Mails that the relay does not take because of their size (RFC 1870).
extension Findings {
    /// One sentence for each entry of which any mail was too large.
    var largeMails: [Finding] {
        let large = outcome.mails.filter { mail in
            mail.attempts.contains { $0.attempt.reason == .messageTooLarge }
        }
        let byNotice = Dictionary(grouping: large, by: \.delivery.notice)
        return conference.notices.compactMap { notice in
            byNotice[notice.id].map { tooLarge(notice, $0) }
        }
    }

    private func tooLarge(_ notice: Notice, _ mails: [PlayedOutcome.Mail]) -> Finding {
        let limit = Self.size(world.relayLargest)
        let words = mails.lazy.flatMap(\.attempts)
            .first { $0.attempt.reason == .messageTooLarge }?.attempt.words
        return finding(
            Advice(
                "\(notice.id) is larger than the \(limit) that the relay takes:"
                    + " \(mails.count) mails cannot go out",
                fix: "Put the file on the web and write its url, or make it smaller."),
            Advice(
                "\(notice.id) vượt quá \(limit) mà máy chủ thư nhận: \(mails.count) thư không thể gửi",
                fix: "Đưa tệp lên mạng và ghi url, hoặc làm tệp nhỏ lại."),
            at: place(of: notice, to: mails.map(\.delivery.recipient)), found: words,
            expected: "\(limit) at most")
    }

    /// The largest file that goes with it, where the conference's documents alone are too much; else
    /// what the template attaches itself.
    private func place(of notice: Notice, to recipients: [String]) -> Place {
        let sizes = conference.documents.compactMap { document -> (Document, Int)? in
            guard case .file(let path) = document.source, let size = outcome.fileSizes[path],
                recipients.compactMap(convocation.recipient).contains(where: {
                    document.audience.selects($0, venues: conference.venues)
                })
            else { return nil }
            return (document, size)
        }
        let largest = sizes.max { $0.1 < $1.1 }
        // Base64 makes four octets of three (RFC 2045 section 6.8), and line ends.
        let coded = Double(sizes.map(\.1).reduce(0, +)) * 1.37
        if let largest, coded + 20_000 > Double(world.relayLargest) {
            return largest.0.place.field("file")
        }
        return Place(Office.templatePath(notice.template), field: "attach")
    }

    /// `10.2 MB`
    private static func size(_ octets: Int) -> String {
        let tenths = (octets + 50_000) / 100_000
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }
}
