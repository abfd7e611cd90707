import ConvokeCore
import Crypto
import Foundation
import LedgerStore

/// A folder of files with their sums; only its owner may read it.
final class EvidenceFolder {
    private let path: String
    /// Of each file that is whole, in the order in which they were written.
    private var sums: [(digest: String, name: String)] = []

    /// Makes the folder, or takes an empty one.
    init(at path: String) throws {
        self.path = path
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue, try files.contentsOfDirectory(atPath: path).isEmpty else {
                throw Problem.folderNotEmpty(path)
            }
        }
        try makeFolder("")
    }

    func makeFolder(_ name: String) throws {
        let full = name.isEmpty ? path : "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: full, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: full)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        let file = try begin(name)
        try file.write(bytes)
        try finish(file)
    }

    func begin(_ name: String) throws -> EvidenceFile {
        try EvidenceFile(name: name, path: "\(path)/\(name)")
    }

    func finish(_ file: EvidenceFile) throws {
        sums.append((try file.close(), file.name))
    }

    /// Writes `SHA256SUMS`, in the form that `sha256sum -c` reads.
    func seal() throws {
        let lines = sums.map { "\($0.digest)  \($0.name)\n" }.joined()
        let file = try begin("SHA256SUMS")
        try file.write(Array(lines.utf8))
        _ = try file.close()
    }
}

/// A file that is written once, from front to back, while its sum is made.
final class EvidenceFile {
    let name: String
    private let handle: FileHandle
    private var sum = SHA256()
    private var waiting: [UInt8] = []

    fileprivate init(name: String, path: String) throws {
        self.name = name
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    func write(_ bytes: [UInt8]) throws {
        waiting += bytes
        if waiting.count >= Self.portion { try flush() }
    }

    func writeLine(_ line: String) throws { try write(Array((line + "\n").utf8)) }

    /// - Returns: the SHA-256 of the file in hexadecimal digits.
    fileprivate func close() throws -> String {
        try flush()
        try handle.close()
        return Hexadecimal.text(sum.finalize())
    }

    private func flush() throws {
        sum.update(data: waiting)
        try handle.write(contentsOf: Data(waiting))
        waiting.removeAll(keepingCapacity: true)
    }

    private static let portion = 1 << 18
}

extension Problem {
    static func folderNotEmpty(_ path: String) -> Problem {
        Problem(
            .usage, "Evidence is only written into a folder of its own", at: Place(path),
            expected: "a new folder, or an empty one", fix: "Name another folder after --evidence.")
    }
}
