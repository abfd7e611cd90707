import ConvokeCore
import YAML

/// Reads where answers and delivery reports come in: a server's mailbox, or a Maildir.
struct InboxReading {
    private let mapping: Mapping

    init(_ mapping: Mapping) { self.mapping = mapping }

    func inbox(into problems: inout [Problem]) -> InboxSettings? {
        if mapping.has("maildir"), !mapping.has("url") { return maildir(into: &problems) }
        if mapping.has("maildir") {
            problems.append(.twoInboxes(at: mapping.place(of: "maildir")))
            _ = mapping.text("maildir", into: &problems)
        }
        let url = mapping.field("url", into: &problems)?.mailServer(into: &problems)
        let login = Login(mapping, userNeed: .required, into: &problems)
        let caFile = mapping.text("ca_file", .optional, into: &problems)
        mapping.finish(into: &problems)
        guard let url, let user = login.user, let password = login.password else { return nil }
        return .imap(url: url, user: user, password: password, caFile: caFile)
    }

    private func maildir(into problems: inout [Problem]) -> InboxSettings? {
        let folder = mapping.text("maildir", into: &problems)
        mapping.finish(into: &problems)
        return folder.map(InboxSettings.maildir)
    }
}

extension Field {
    /// `imaps://host/FOLDER`; `imap://` is upgraded with STARTTLS, as `smtp://` is.
    fileprivate func mailServer(into problems: inout [Problem]) -> String? {
        guard let text = text(into: &problems) else { return nil }
        guard let parts = URLParts(parsing: text), ["imap", "imaps"].contains(parts.scheme) else {
            problems.append(.notAMailServer(text, at: place))
            return nil
        }
        if parts.userInfo == nil { return text }
        problems.append(.loginInURL(at: place))
        return nil
    }
}
