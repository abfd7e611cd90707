package import ConvokeCore
import Crypto
import Foundation

/// The key of return-path tokens, Message-IDs and answer codes.
///
/// It is `secrets/token.key` in the workspace, made at first use, mode 0600, and never in version
/// control: whoever has it can forge a delivery report's address.
package struct TokenKey: Sendable {
    /// HMAC's two hashes (RFC 2104 section 4), each with the key put in: a code goes on from copies.
    private let inner: SHA256
    private let outer: SHA256

    /// A key from its bytes; at least 32 of them.
    package init(bytes: [UInt8]) {
        let key = bytes.count > 64 ? Array(SHA256.hash(data: bytes)) : bytes
        let block = key + Array(repeating: 0, count: 64 - key.count)
        var (inner, outer) = (SHA256(), SHA256())
        inner.update(data: block.map { $0 ^ 0x36 })
        outer.update(data: block.map { $0 ^ 0x5C })
        (self.inner, self.outer) = (inner, outer)
    }

    /// HMAC-SHA-256 (RFC 2104) over the parts, each preceded by its length so that no two lists of
    /// parts are authenticated as the same bytes.
    func code(_ parts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for part in parts {
            part.withBytes { text in
                let length = UInt32(truncatingIfNeeded: text.count).littleEndian
                withUnsafeBytes(of: length) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: text)
            }
        }
        return code(bytes)
    }

    /// Two of these for each message: CryptoKit's own `HMAC` looks up types as it runs, and takes
    /// twice as long.
    func code(_ bytes: [UInt8]) -> [UInt8] {
        var (inner, outer) = (inner, outer)
        bytes.withUnsafeBytes { inner.update(bufferPointer: $0) }
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().withUnsafeBytes { Array($0) }
    }
}

extension TokenKey {
    /// Reads the workspace's key, or makes it.
    ///
    /// - Throws: a `Problem` when the file can be neither read nor written, or is not a key.
    package static func open(root: String) throws(Problem) -> TokenKey {
        let folder = root + "/secrets"
        let path = folder + "/token.key"
        do {
            if !FileManager.default.fileExists(atPath: path) { try make(path, in: folder) }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            guard let bytes = Data(base64Encoded: text.trimmingSuffix()), bytes.count >= 32 else {
                throw Problem.damagedTokenKey()
            }
            return TokenKey(bytes: Array(bytes))
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem.unusableTokenKey(detail: "\(error)")
        }
    }

    /// Writes a key that is not drawn: for an office that is made up.
    static func write(_ bytes: Data, root: String) throws {
        let folder = root + "/secrets"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let text = Data((bytes.base64EncodedString() + "\n").utf8)
        try text.write(to: URL(filePath: folder + "/token.key"), options: .atomic)
    }

    /// Written under another name and linked into place, so that of two processes that start at once
    /// one makes the key and the other reads it.
    private static func make(_ path: String, in folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let draft = folder + "/.token.key.\(getpid())"
        let made = FileManager.default.createFile(
            atPath: draft, contents: Data((fresh.base64EncodedString() + "\n").utf8),
            attributes: [.posixPermissions: 0o600])
        defer { unlink(draft) }
        guard made else { throw Problem.unusableTokenKey(detail: "cannot write \(draft)") }
        if link(draft, path) != 0 && errno != EEXIST {
            throw Problem.unusableTokenKey(detail: String(cString: strerror(errno)))
        }
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        String(prefix { !$0.isWhitespace })
    }
}

extension Problem {
    static func damagedTokenKey() -> Problem {
        Problem(
            .configuration, "The key of answer codes and return paths is damaged",
            at: Place("secrets/token.key"), expected: "the text that Convoke wrote there",
            fix: "Restore the file from a backup; without it codes already sent are not understood."
        )
    }

    static func unusableTokenKey(detail: String) -> Problem {
        Problem(
            .configuration, "The key of answer codes and return paths cannot be read or written",
            at: Place("secrets/token.key"),
            fix: "Give the user who runs Convoke the right to read and write the folder secrets.",
            detail: detail)
    }
}
