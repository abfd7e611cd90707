package import ConvokeCore
package import Foundation
import YAML

/// The folder that holds a workspace, and the only way to its files.
///
/// What a file of the workspace names (a list, a template, an attachment) must lie inside; what an
/// administrator names (ledger, certificate, password file) may lie anywhere.
package struct WorkspaceFolder: Sendable {
    /// Absolute, without links.
    package let root: String

    /// The folder must exist: a Problem with status `usage` otherwise.
    package init(_ path: String) throws(Problem) {
        guard let real = Self.realPath(path), Self.isFolder(real) else {
            throw .noWorkspace(path)
        }
        root = real
    }

    /// Path of the settings, relative to the workspace.
    package static let settings = "convoke.yaml"

    /// The absolute path of a file that must lie inside; a Problem when it doesn't, also through a
    /// link. The file need not exist.
    package func inside(_ path: String, at place: Place? = nil) throws(Problem) -> String {
        guard WorkspacePath.isInside(path) else { throw .outsideWorkspace(path, at: place) }
        let absolute = "\(root)/\(path)"
        let real = Self.realPath(Self.deepestExisting(absolute)) ?? root
        guard real == root || real.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw .outsideWorkspace(path, at: place)
        }
        return absolute
    }

    /// The absolute path of what may also lie elsewhere.
    package func anywhere(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(root)/\(path)"
    }

    /// Whether a file is there that may be read; false also for one outside.
    package func hasFile(_ path: String) -> Bool {
        do {
            return Self.isReadableFile(try inside(path))
        } catch {
            return false
        }
    }

    /// The text of a file inside, in UTF-8; a Problem when it is missing, not readable, too long or
    /// not UTF-8. `place` is where the file is named, if it is.
    package func text(
        _ path: String, at place: Place? = nil, longest: Int = 8 << 20
    ) throws(Problem) -> String {
        let bytes = try bytes(path, at: place, longest: longest)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notUTF8(path, line: UTF8Fault.line(in: bytes))
        }
        return text
    }

    /// The octets of a file inside.
    package func bytes(
        _ path: String, at place: Place? = nil, longest: Int = 64 << 20
    ) throws(Problem) -> Data {
        try Self.bytes(of: try inside(path, at: place), named: path, at: place, longest: longest)
    }

    /// The same by portions.
    package func portions(
        _ path: String, at place: Place? = nil, longest: Int = 64 << 20
    ) throws(Problem) -> FilePortions {
        FilePortions(
            try Self.open(try inside(path, at: place), named: path, at: place), path, at: place,
            longest: longest)
    }

    /// The conference files, sorted by name, relative to the workspace.
    package func conferenceFiles(into problems: inout [Problem]) -> [String] {
        let folder = "conferences"
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
        } catch {
            problems.append(.noConferences(folder, detail: "\(error)"))
            return []
        }
        let seen = names.filter { !$0.hasPrefix(".") }.sorted()
        problems += seen.filter { $0.hasSuffix(".yml") }.map { .wrongEnding("\(folder)/\($0)") }
        return seen.filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
    }
}

extension WorkspaceFolder {
    static func bytes(
        of absolute: String, named path: String, at place: Place?, longest: Int
    ) throws(Problem) -> Data {
        let file = try open(absolute, named: path, at: place)
        defer { file.closeFile() }
        do {
            let data = try file.read(upToCount: longest + 1) ?? Data()
            if data.count <= longest { return data }
        } catch {
            throw .unreadable(path, at: place, detail: "\(error)")
        }
        throw .tooLong(path, longest: longest, at: place)
    }

    private static func open(
        _ absolute: String, named path: String, at place: Place?
    ) throws(Problem) -> FileHandle {
        guard FileManager.default.fileExists(atPath: absolute) else {
            throw .missing(path, nearest: neighbour(of: absolute, named: path), at: place)
        }
        guard isReadableFile(absolute) else { throw .unreadable(path, at: place, detail: nil) }
        do {
            return try FileHandle(forReadingFrom: URL(fileURLWithPath: absolute))
        } catch {
            throw .unreadable(path, at: place, detail: "\(error)")
        }
    }

    /// The file beside it whose name is nearest, named in the same way.
    private static func neighbour(of absolute: String, named path: String) -> String? {
        let folder = URL(filePath: absolute).deletingLastPathComponent().path
        // Of a folder that cannot be read nothing was meant.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last,
            let nearest = NearestName.nearest(to: String(name), in: names)
        else { return nil }
        return (parts.dropLast() + [nearest[...]]).joined(separator: "/")
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func isReadableFile(_ path: String) -> Bool {
        !isFolder(path) && FileManager.default.isReadableFile(atPath: path)
    }

    /// Without links; nil when it does not exist.
    private static func realPath(_ path: String) -> String? {
        guard let buffer = realpath(path, nil) else { return nil }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// The path itself, or the nearest folder above it that exists.
    private static func deepestExisting(_ path: String) -> String {
        var path = path
        while realPath(path) == nil, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            path = String(path[..<slash])
        }
        return path
    }
}
