/// A message's file in a Maildir: `unique:2,FLAGS` in `cur`, `unique` in `new`.
///
/// The form is Maildir's own (cr.yp.to/proto/maildir.html): flags are single letters in the order of
/// ASCII, S for seen.
struct MaildirFile: Hashable, Sendable {
    enum Folder: String, Hashable, Sendable, CaseIterable {
        case new, cur
    }

    let folder: Folder
    let name: String

    /// What stays the same as long as the message lives.
    var unique: String { String(name.prefix { $0 != ":" }) }

    /// The letters after `:2,`.
    private var flags: String {
        guard let mark = name.firstIndex(of: ":"), name[mark...].hasPrefix(":2,") else { return "" }
        return String(name[mark...].dropFirst(3))
    }

    var isSeen: Bool { folder == .cur && flags.contains("S") }

    /// Where it lies once it is marked as read; all other flags stay.
    var seen: MaildirFile {
        let letters = String(Set(flags + "S").sorted())
        return MaildirFile(folder: .cur, name: unique + ":2," + letters)
    }
}
