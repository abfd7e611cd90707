import Glibc

/// An open folder; what is done in it never leaves it through a symbolic link.
final class MaildirFolder {
    private let descriptor: Int32

    /// Opens `new` or `cur` below an open folder, or a Maildir itself below none.
    init(_ name: String, below parent: MaildirFolder? = nil) throws(MailboxFailure) {
        let kind = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (parent == nil ? 0 : O_NOFOLLOW)
        descriptor = openat(parent?.descriptor ?? AT_FDCWD, name, kind)
        guard descriptor >= 0 else { throw .opening(errno) }
    }

    deinit { close(descriptor) }

    /// A plain file: its name, its size in octets, and when it was written, in whole seconds since 1970
    /// and nanoseconds more. Moving it changes none of these but the name.
    struct Item: Hashable {
        let name: String
        let size: Int
        let written: Int
        let nanoseconds: Int
    }

    /// All plain files but the hidden ones. One that vanishes meanwhile is left out.
    func items() throws(MailboxFailure) -> [Item] {
        try names().compactMap { name in
            var facts = stat()
            guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0,
                facts.st_mode & S_IFMT == S_IFREG
            else { return nil }
            return Item(
                name: name, size: facts.st_size, written: facts.st_mtim.tv_sec,
                nanoseconds: facts.st_mtim.tv_nsec)
        }
    }

    func names() throws(MailboxFailure) -> [String] {
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { throw .opening(errno) }
        guard let stream = fdopendir(own) else {
            close(own)
            throw .opening(errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            // Nobody delivers under a name that is no text; it could not be asked for again.
            if let name, !name.hasPrefix(".") { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .disk(errno) }
        return names
    }

    /// The beginning of a plain file; nil if it is not there.
    func octets(of name: String, atMost limit: Int) throws(MailboxFailure) -> MailOctets? {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .message(errno)
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw MailboxFailure(.messageRefused, words: "not a plain file")
        }
        let limit = max(0, limit)
        // One octet more tells whether the message goes on.
        var octets = try Self.read(file, max(0, min(limit, facts.st_size - 1) + 1))
        let isCut = octets.count > limit
        if isCut { octets.removeLast(octets.count - limit) }  // in place, where prefix would copy
        return MailOctets(octets: octets, isCut: isCut)
    }

    private static func read(_ file: Int32, _ count: Int) throws(MailboxFailure) -> [UInt8] {
        var code: Int32 = 0
        let octets = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
            while filled < count {
                let rest = UnsafeMutableBufferPointer(rebasing: space[filled...])
                let got = Glibc.read(file, rest.baseAddress, rest.count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { return }
                filled += got
            }
        }
        guard code == 0 else { throw .message(code) }
        return octets
    }

    /// How moving a file went.
    enum Move: Hashable {
        case done
        /// There is none of that name.
        case gone
        case refused(Int32)
    }

    /// Gives a file its new name, here or in another folder; where that name is taken, it stays.
    func move(_ name: String, to folder: MaildirFolder, _ newName: String) -> Move {
        var facts = stat()
        if fstatat(folder.descriptor, newName, &facts, AT_SYMLINK_NOFOLLOW) == 0 { return .done }
        if renameat(descriptor, name, folder.descriptor, newName) == 0 { return .done }
        return errno == ENOENT ? .gone : .refused(errno)
    }
}

extension MailboxFailure {
    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    fileprivate static func opening(_ code: Int32) -> MailboxFailure {
        let kind: Kind =
            switch code {
            case ENOENT, ENOTDIR, ELOOP: .folderMissing
            case EACCES, EPERM: .folderNotAllowed
            default: .disk
            }
        return MailboxFailure(kind, words: words(code))
    }

    fileprivate static func disk(_ code: Int32) -> MailboxFailure {
        MailboxFailure(.disk, words: words(code))
    }

    /// What concerns one file leaves the others readable.
    fileprivate static func message(_ code: Int32) -> MailboxFailure {
        switch code {
        case EACCES, EPERM, ELOOP: MailboxFailure(.messageRefused, words: words(code))
        default: disk(code)
        }
    }
}
