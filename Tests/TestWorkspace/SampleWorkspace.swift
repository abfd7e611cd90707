package import Foundation

/// The workspace that the repository's own folder is, copied so that a test may spoil it.
package struct SampleWorkspace: Sendable {
    package let folder: URL

    /// The repository's folder.
    package static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What a workspace is made of.
    package static let parts = [
        "convoke.yaml", "contacts", "conferences", "templates", "documents",
    ]

    /// A fresh copy in a folder of the running test.
    package static func copy() throws -> SampleWorkspace {
        let folder = try Folders.make("sample")
        for part in parts {
            try FileManager.default.copyItem(
                at: repository.appending(path: part), to: folder.appending(path: part))
        }
        return SampleWorkspace(folder: folder)
    }

    /// All text files, by their paths in the workspace.
    package func texts() throws -> [(path: String, text: String)] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return try paths.compactMap { path in
            guard ["yaml", "csv", "md", "txt", "html"].contains((path as NSString).pathExtension)
            else { return nil }
            return (path, try text(path))
        }
    }

    package func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    package func write(_ text: String, to path: String) throws {
        try OfficeFiles.write(text, to: folder.appending(path: path))
    }

    /// Replaces a text that must be there.
    package func replace(_ old: String, by new: String, in path: String) throws {
        let text = try text(path)
        guard text.contains(old) else { throw Missing(text: old, path: path) }
        try write(text.replacingOccurrences(of: old, with: new), to: path)
    }

    /// Lets the workspace send to a relay on this machine.
    package func use(relay port: Int) throws {
        try replace("smtp://127.0.0.1:2525", by: "smtp://127.0.0.1:\(port)", in: "convoke.yaml")
    }

    package struct Missing: Error {
        package let text: String
        package let path: String
    }
}
